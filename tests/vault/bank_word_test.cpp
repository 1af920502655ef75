#include "kiosk/vault/bank_word.h"

#include <doctest/doctest.h>

#include "tests/support/authority.h"

using namespace asah;

namespace {

constexpr std::string_view kItems = "items";
constexpr std::string_view kKeys = "keys";

struct Signed {
    support::Authority city;
    support::Authority::Issued trainer = city.issue(ledger::Role::Trainer, "Tim");
    content::Package package = make(trainer);

    content::Package make(const support::Authority::Issued& signer) {
        const content::BankStatement statement{
            BankId("T01"), 2, sha256(as_bytes(kItems)), sha256(as_bytes(kKeys)), "Tim", {1}};
        const auto key = vault::SigningKey::open(city.files, signer.key_path).value();
        content::Package made;
        made.id = "T01";
        made.version = 2;
        made.trainer_document =
            vault::sign_document(content::kBankType,
                                 content::make_bank_statement_payload(statement), {&key})
                .value();
        made.trainer_certificate = signer.certificate;
        return made;
    }
    /// The code of the refusal; nothing when it is verified.
    std::optional<ErrorCode> refusal(const content::Package& of, std::string_view items = kItems,
                                     std::optional<std::string_view> keys = kKeys,
                                     bool has_root = true) {
        const auto verified = vault::verify_bank(
            of, as_bytes(items), keys ? std::optional(as_bytes(*keys)) : std::nullopt,
            has_root ? &city.root : nullptr);
        return verified.has_value() ? std::nullopt : std::optional(verified.error().code);
    }
};

}  // namespace

TEST_SUITE_BEGIN("vault/bank_word");

TEST_CASE("a trainer's word holds for exactly the members, the id and the version that he signed") {
    Signed bank;
    CHECK_FALSE(bank.refusal(bank.package).has_value());
    CHECK_FALSE(bank.refusal(bank.package, kItems, std::nullopt).has_value());  // guarded keys
    CHECK(bank.refusal(bank.package, "items ") == ErrorCode::DigestMismatch);
    CHECK(bank.refusal(bank.package, kItems, "keyz") == ErrorCode::DigestMismatch);
    auto other = bank.package;
    other.version = 3;
    CHECK(bank.refusal(other) == ErrorCode::DigestMismatch);
    other = bank.package;
    other.id = "T02";
    CHECK(bank.refusal(other) == ErrorCode::DigestMismatch);
    other = bank.package;
    other.trainer_document.reset();
    CHECK(bank.refusal(other) == ErrorCode::SignatureInvalid);
}

TEST_CASE("with a root only a trainer of ours counts, without one only the signature is checked") {
    Signed bank;
    Signed foreign;
    CHECK(bank.refusal(foreign.package).has_value());
    CHECK_FALSE(bank.refusal(foreign.package, kItems, kKeys, false).has_value());
    const auto content = bank.city.issue(ledger::Role::TerminalTls, "kios");
    CHECK(bank.refusal(bank.make(content)).has_value());
    auto swapped = bank.package;
    swapped.trainer_certificate = foreign.package.trainer_certificate;
    CHECK(bank.refusal(swapped).has_value());
    CHECK(bank.refusal(swapped, kItems, kKeys, false) == ErrorCode::SignatureInvalid);
}

TEST_SUITE_END();

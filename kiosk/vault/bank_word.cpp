#include "kiosk/vault/bank_word.h"

#include <algorithm>

namespace asah::vault {

namespace {

/// The payload, if the certificate's key signed it.
Result<std::string_view> verify_inside(const ledger::SignedDocument& document,
                                       const Bytes& certificate) {
    ASAH_TRY(const auto trainer, read_certificate(certificate));
    const auto signature =
        std::find_if(document.signatures.begin(), document.signatures.end(),
                     [&](const auto& candidate) { return candidate.key_id == trainer.key_id; });
    if (signature == document.signatures.end()) {
        return fail(ErrorCode::SignatureInvalid, "signed by another key");
    }
    ASAH_CHECK(verify_signature(trainer, document.body, signature->der));
    return ledger::payload_of(document.body, content::kBankType);
}

}  // namespace

Result<content::BankStatement> verify_bank(const content::Package& package, ByteView items,
                                           std::optional<ByteView> keys, const ledger::Root* root) {
    if (!package.trainer_document || !package.trainer_certificate) {
        return fail(ErrorCode::SignatureInvalid, "no trainer's signature: bank " + package.id);
    }
    ASAH_TRY(const auto document, ledger::parse_signed(*package.trainer_document));
    ASAH_TRY(const auto payload,
             root != nullptr ? verify_document(document, content::kBankType, ledger::Role::Trainer,
                                               *root, {*package.trainer_certificate})
                             : verify_inside(document, *package.trainer_certificate));
    ASAH_TRY(auto statement, content::parse_bank_statement_payload(payload));
    if (statement.id.value != package.id || statement.version != package.version ||
        statement.items_digest != sha256(items) ||
        (keys && statement.keys_digest != sha256(*keys))) {
        return fail(ErrorCode::DigestMismatch, "not what the trainer signed: bank " + package.id);
    }
    return statement;
}

}  // namespace asah::vault

// `asah-bank key`, `publish` and `show`.
#include "kiosk/core/content/bank_json.h"
#include "kiosk/core/content/package.h"
#include "kiosk/vault/bank_word.h"
#include "kiosk/vault/issue.h"
#include "tools/bank/commands.h"

namespace asah::bank {

namespace {

using content::Member;
using content::MemberForm;
using content::Package;

constexpr std::size_t kCertificateBytesMax = 64U << 10U;

/// The trainer's certificate, if it is one and belongs to the key.
Result<vault::CertificateInfo> read_trainer(Files& files, const std::string& path,
                                            const vault::SigningKey& key) {
    ASAH_TRY(const auto pem, files.read(path, kCertificateBytesMax));
    ASAH_TRY(const auto der, vault::certificate_der(as_text(pem)));
    ASAH_TRY(auto info, vault::read_certificate(der));
    if (info.role != ledger::Role::Trainer) {
        return fail(ErrorCode::CertificateRole, path);
    }
    if (info.key_id != key.key_id()) {
        return fail(ErrorCode::CertificateInvalid, path + ": not of this key");
    }
    return info;
}

Result<Bytes> make_bank_file(const Context& context, const PublishRequest& request,
                             const items::Bank& bank) {
    ASAH_TRY(const auto key, vault::SigningKey::open(context.files, request.key));
    ASAH_TRY(const auto trainer, read_trainer(context.files, request.certificate, key));
    const auto items = content::make_items_json(bank);
    const auto keys = content::make_keys_json(bank);
    const content::BankStatement statement{.id = bank.id,
                                           .version = bank.version,
                                           .items_digest = sha256(as_bytes(items)),
                                           .keys_digest = sha256(as_bytes(keys)),
                                           .trainer_name = trainer.name,
                                           .made = context.clock.now_wall().utc};
    ASAH_TRY(auto document,
             vault::sign_document(content::kBankType,
                                  content::make_bank_statement_payload(statement), {&key}));
    Package package;
    package.kind = request.sheet.kind == SheetKind::Statements ? ledger::PackageKind::Statements
                                                               : ledger::PackageKind::Bank;
    package.id = request.id;
    package.version = request.version;
    package.members = {{"items", MemberForm::Plain, to_bytes(items)},
                       {"keys", MemberForm::Plain, to_bytes(keys)}};
    package.trainer_document = std::move(document);
    package.trainer_certificate = trainer.der;
    return content::encode_package(package);
}

Result<void> print_package(const Context& context, const std::string& path) {
    ASAH_TRY(const auto bytes, context.files.read(path, content::kPackageBytesMax));
    ASAH_TRY(const auto package, content::parse_package(bytes));
    const auto* items = content::find_member(package, "items");
    const auto* keys = content::find_member(package, "keys");
    if (items == nullptr || keys == nullptr) {
        return fail(ErrorCode::MalformedInput, path + ": no bank");
    }
    ASAH_TRY(const auto statement, vault::verify_bank(package, items->bytes, keys->bytes, nullptr));
    ASAH_TRY(auto bank, content::parse_items_json(as_text(items->bytes)));
    ASAH_TRY(bank, content::with_keys(std::move(bank), as_text(keys->bytes)));
    context.out << context.catalogue.text("bank.show_head",
                                          {{"id", bank.id.value},
                                           {"version", std::to_string(bank.version)},
                                           {"title", bank.title.id},
                                           {"count", std::to_string(bank.items.size())}})
                << '\n'
                << context.catalogue.text(
                       "bank.show_signed",
                       {{"trainer", statement.trainer_name}, {"made", to_iso_text(statement.made)}})
                << '\n'
                << "items " << to_hex(statement.items_digest) << '\n'
                << "keys  " << to_hex(statement.keys_digest) << '\n';
    print_counts(context, bank);
    return {};
}

Result<void> make_key_files(const Context& context, const std::string& folder,
                            const std::string& name) {
    const auto key = folder + "/trainer.key";
    ASAH_CHECK(context.files.ensure_folder(folder));
    ASAH_CHECK(vault::make_key_file(context.files, key));
    ASAH_TRY(const auto request, vault::make_request(context.files, key, name));
    return context.files.write_durable(folder + "/trainer.csr", request, FileMode::Public);
}

}  // namespace

int make_key(const Context& context, const std::string& folder, const std::string& name) {
    if (const auto made = make_key_files(context, folder, name); !made) {
        return print_error(context, made.error());
    }
    context.out << context.catalogue.text("bank.key_made", {{"key", folder + "/trainer.key"},
                                                            {"request", folder + "/trainer.csr"}})
                << '\n';
    return 0;
}

int publish(const Context& context, const PublishRequest& request) {
    if (context.files.exists(request.out)) {
        context.err << context.catalogue.text("bank.out_exists", {{"file", request.out}}) << '\n';
        return kExitProblems;
    }
    auto bank = read_sheet(context, request.sheet);
    if (!bank) {
        return kExitProblems;
    }
    bank->id = BankId(request.id);
    bank->version = request.version;
    bank->title = request.title;
    const auto file = make_bank_file(context, request, *bank);
    if (!file) {
        return print_error(context, file.error());
    }
    if (const auto written = context.files.write_durable(request.out, *file, FileMode::Private);
        !written) {
        return print_error(context, written.error());
    }
    context.out << context.catalogue.text("bank.published",
                                          {{"file", request.out},
                                           {"id", request.id},
                                           {"version", std::to_string(request.version)}})
                << '\n';
    return 0;
}

int show(const Context& context, const std::string& path) {
    if (const auto printed = print_package(context, path); !printed) {
        return print_error(context, printed.error());
    }
    return 0;
}

}  // namespace asah::bank

// Packages that were imported, parsed and kept: framework, banks, assessments.
#include <algorithm>

#include "kiosk/core/content/assessment_json.h"
#include "kiosk/core/content/bank_json.h"
#include "kiosk/core/content/framework_json.h"
#include "kiosk/station/impl.h"
#include "kiosk/vault/storage.h"

namespace asah::station {

using assessment::Bank;
using ledger::PackageKind;

namespace {

Result<std::unique_ptr<Bank>> read_bank(const store::PackageRow& row,
                                        const vault::Secret& storage_key) {
    ASAH_TRY(auto bank, content::parse_items_json(as_text(row.plain)));
    bank.id = BankId(row.id);
    bank.version = row.version;
    if (row.keys_box) {
        ASAH_TRY(const auto keys,
                 vault::decrypt_box(storage_key, ByteView(row.digest), *row.keys_box));
        auto whole = content::with_keys(bank, as_text(keys.view()));
        if (!whole.has_value()) {  // guarded: those of practice alone
            whole = content::with_keys(std::move(bank), as_text(keys.view()),
                                       content::KeyPart::Practice);
        }
        ASAH_TRY(bank, std::move(whole));
    }
    return std::make_unique<Bank>(std::move(bank));
}

Bank* find_bank(const Contents& contents, const BankId& id, int version) {
    for (const auto& bank : contents.banks) {
        if (bank->id == id && bank->version == version) {
            return bank.get();
        }
    }
    return nullptr;
}

Result<void> take_assessment(Contents& contents, const store::PackageRow& row) {
    auto outcome = content::parse_assessment_json(row.plain, row.id);
    if (has_errors(outcome.problems)) {
        return fail(ErrorCode::MalformedInput, row.id + " " + std::to_string(row.version));
    }
    const auto at =
        std::lower_bound(contents.assessments.begin(), contents.assessments.end(), row.id,
                         [](const auto& one, const auto& id) { return one.id.value < id; });
    if (at != contents.assessments.end() && at->id.value == row.id) {
        *at = std::move(outcome.value);
    } else {
        contents.assessments.insert(at, std::move(outcome.value));
    }
    return {};
}

Result<void> take_bank(Contents& contents, const store::PackageRow& row,
                       const vault::Secret& storage_key) {
    if (row.is_current) {
        contents.current_banks.insert(row.id);
    }
    Bank* known = find_bank(contents, BankId(row.id), row.version);
    if (known != nullptr && !row.is_current) {
        return {};
    }
    ASAH_TRY(auto bank, read_bank(row, storage_key));
    if (known != nullptr) {
        known->keys = std::move(bank->keys);  // of one version only the keys may change
        return {};
    }
    contents.banks.push_back(std::move(bank));
    return {};
}

}  // namespace

Result<void> take_in(Contents& contents, const store::PackageRow& row,
                     const vault::Secret& storage_key) {
    switch (row.kind) {
        case PackageKind::Framework: {
            if (!row.is_current) {
                return {};
            }
            auto outcome = content::parse_framework(row.plain, "framework");
            if (has_errors(outcome.problems)) {
                return fail(ErrorCode::MalformedInput, "framework");
            }
            contents.framework =
                std::make_shared<const assessment::Framework>(std::move(outcome.value));
            return {};
        }
        case PackageKind::Bank:
        case PackageKind::Statements:
            return take_bank(contents, row, storage_key);
        case PackageKind::Assessment:
            return row.is_current ? take_assessment(contents, row) : Result<void>{};
        case PackageKind::Roster:
            return {};
    }
    return {};
}

void drop(Contents& contents, const store::PackageName& name) {
    switch (name.kind) {
        case PackageKind::Framework:
            contents.framework.reset();
            return;
        case PackageKind::Bank:
        case PackageKind::Statements:
            contents.current_banks.erase(name.id);  // open sittings keep their version
            return;
        case PackageKind::Assessment:
            std::erase_if(contents.assessments,
                          [&](const auto& one) { return one.id.value == name.id; });
            return;
        case PackageKind::Roster:
            return;
    }
}

void drop_keys(Contents& contents, const BankId& bank) {
    for (const auto& one : contents.banks) {
        if (one->id == bank) {
            one->keys.clear();
        }
    }
}

Result<Contents> load_contents(sqlite::Database& database, const vault::Secret& storage_key) {
    ASAH_TRY(const auto rows, store::all_packages(database));
    Contents contents;
    for (const auto& row : rows) {
        ASAH_CHECK(take_in(contents, row, storage_key));
    }
    return contents;
}

Result<std::vector<const Bank*>> banks_of(const Contents& contents,
                                          const assessment::Assessment& assessment) {
    std::vector<const Bank*> banks;
    for (const auto& reference : assessment.banks) {
        const auto* bank = find_bank(contents, reference.id, reference.version);
        if (bank == nullptr) {
            return fail(ErrorCode::ContentMissing, "bank " + reference.id.value);
        }
        banks.push_back(bank);
    }
    return banks;
}

Result<std::vector<const Bank*>> banks_of(const Contents& contents, const assessment::Form& form) {
    std::vector<const Bank*> banks;
    for (const auto& item : form.items) {
        const auto* bank = find_bank(contents, item.bank, item.bank_version);
        if (bank == nullptr) {
            return fail(ErrorCode::ContentMissing, "bank " + item.bank.value);
        }
        if (std::find(banks.begin(), banks.end(), bank) == banks.end()) {
            banks.push_back(bank);
        }
    }
    return banks;
}

}  // namespace asah::station

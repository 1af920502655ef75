// Packages that were imported, parsed and kept: framework, banks, assessments.
#include <algorithm>

#include "kiosk/core/content/assessment_json.h"
#include "kiosk/core/content/bank_json.h"
#include "kiosk/core/content/framework_json.h"
#include "kiosk/core/items/bank_difference.h"
#include "kiosk/station/impl.h"
#include "kiosk/vault/storage.h"

namespace asah::station {

using assessment::Bank;
using ledger::PackageKind;

namespace {

Result<Bank> read_bank(const store::PackageRow& row, const vault::Secret& storage_key) {
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
    return bank;
}

Bank* find_bank(const Contents& contents, const BankId& id, int version) {
    for (const auto& bank : contents.banks) {
        if (bank->id == id && bank->version == version) {
            return bank.get();
        }
    }
    return nullptr;
}

/// The version of a bank that HQ publishes now; null when it publishes none.
const Bank* current_bank(const Contents& contents, const BankId& id) {
    const auto version = contents.current_banks.find(id);
    return version == contents.current_banks.end() ? nullptr
                                                   : find_bank(contents, id, version->second);
}

struct TakeIn {
    Contents& contents;
    const store::PackageRow& row;

    void operator()(std::monostate /*roster*/) const {}
    void operator()(assessment::FrameworkPtr framework) const {
        contents.framework = std::move(framework);
    }
    void operator()(assessment::Assessment assessment) const {
        auto& all = contents.assessments;
        const auto at =
            std::lower_bound(all.begin(), all.end(), row.id,
                             [](const auto& one, const auto& id) { return one.id.value < id; });
        if (at != all.end() && at->id.value == row.id) {
            *at = std::move(assessment);
        } else {
            all.insert(at, std::move(assessment));
        }
    }
    void operator()(Bank bank) const {
        if (row.is_current) {
            contents.current_banks[BankId(row.id)] = row.version;
        }
        Bank* known = find_bank(contents, BankId(row.id), row.version);
        if (known == nullptr) {
            contents.banks.push_back(std::make_unique<Bank>(std::move(bank)));
        } else if (row.is_current) {
            known->keys = std::move(bank.keys);  // of one version only the keys may change
        }
    }
};

/// What a stored package holds. Of frameworks and assessments only the current one is used.
Result<Parsed> parse_row(const store::PackageRow& row, const vault::Secret& storage_key) {
    if (row.kind == PackageKind::Bank || row.kind == PackageKind::Statements) {
        ASAH_TRY(auto bank, read_bank(row, storage_key));
        return Parsed(std::move(bank));
    }
    return row.is_current ? parse_document(row.kind, row.id, row.plain) : Parsed();
}

}  // namespace

Result<Parsed> parse_document(PackageKind kind, const std::string& id, ByteView plain) {
    if (kind == PackageKind::Framework) {
        auto outcome = content::parse_framework(plain, "framework");
        if (has_errors(outcome.problems)) {
            return fail(ErrorCode::MalformedInput, "framework");
        }
        return Parsed(std::make_shared<const assessment::Framework>(std::move(outcome.value)));
    }
    if (kind == PackageKind::Assessment) {
        auto outcome = content::parse_assessment_json(plain, id);
        if (has_errors(outcome.problems)) {
            return fail(ErrorCode::MalformedInput, id);
        }
        return Parsed(std::move(outcome.value));
    }
    return Parsed();  // banks have keys beside them; a roster's rows are stored one by one
}

void take_in(Contents& contents, const store::PackageRow& row, Parsed parsed) {
    std::visit([&](auto& content) { TakeIn{contents, row}(std::move(content)); }, parsed);
    ++contents.number;
}

void drop(Contents& contents, const store::PackageName& name) {
    ++contents.number;
    switch (name.kind) {
        case PackageKind::Framework:
            contents.framework.reset();
            return;
        case PackageKind::Bank:
        case PackageKind::Statements:
            contents.current_banks.erase(BankId(name.id));  // open sittings keep their version
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
        ASAH_TRY(auto parsed, parse_row(row, storage_key));
        take_in(contents, row, std::move(parsed));
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

Result<DrawnBanks> banks_to_draw_from(const Contents& contents,
                                      const assessment::Assessment& assessment) {
    DrawnBanks drawn;
    ASAH_TRY(drawn.banks, banks_of(contents, assessment));
    for (const auto*& bank : drawn.banks) {
        const auto* current = current_bank(contents, bank->id);
        if (current == bank) {
            continue;
        }
        Bank left{.id = bank->id, .version = bank->version, .title = {}, .items = {}, .keys = {}};
        if (current != nullptr) {
            left = items::without_withdrawn(*bank, *current);
        }
        drawn.reduced.push_back(std::make_unique<const Bank>(std::move(left)));
        bank = drawn.reduced.back().get();
    }
    return drawn;
}

bool is_withdrawn(const Contents& contents, const assessment::FormItem& place) {
    const auto* bank = find_bank(contents, place.bank, place.bank_version);
    const auto* current = current_bank(contents, place.bank);
    if (bank == nullptr || current == bank) {
        return false;
    }
    return current == nullptr || items::is_withdrawn(*bank, *current, place.item);
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

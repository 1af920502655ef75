#include "sync/hq/office/publish_input.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>

#include "kiosk/core/assessment/evidence.h"
#include "kiosk/core/content/assessment_json.h"
#include "kiosk/core/content/framework_json.h"
#include "kiosk/vault/bank_word.h"
#include "sync/hq/data/reader_content.h"

namespace asah::hq {

namespace {

using content::Member;
using content::MemberForm;
using content::Package;
using ledger::PackageKind;
using nlohmann::json;

constexpr std::size_t kAssessmentBytesMax = 1U << 20U;

/// All that is current while the input is read: what is published, then what the input adds.
struct Desk {
    Office& office;
    Problems& problems;
    std::vector<Package> current;
    assessment::FrameworkPtr framework;
    std::vector<Package> added;
    std::vector<BankChange> changes = {};
    std::int32_t utc_offset_min = kUtcOffsetDefaultMin;
    std::map<std::pair<std::string, int>, items::Bank> banks = {};  // parsed, by id and version

    /// The bank of a package, parsed once.
    Result<const items::Bank*> bank_in(const Package& package) {
        const std::pair name(package.id, package.version);
        if (!banks.contains(name)) {
            ASAH_TRY(auto bank, bank_of(package));
            banks.emplace(name, std::move(bank));
        }
        return &banks.at(name);
    }
    void tell(const std::string& key, const std::string& file, const std::string& found) {
        problems.push_back({.key = key,
                            .place = {.file = file, .row = 0, .column = {}},
                            .found = found,
                            .values = {},
                            .severity = Severity::Error});
    }
    void warn(const std::string& key, const std::string& file,
              std::map<std::string, std::string> values) {
        problems.push_back({.key = key,
                            .place = {.file = file, .row = 0, .column = {}},
                            .found = {},
                            .values = std::move(values),
                            .severity = Severity::Warning});
    }
    void take(const Problems& more) { problems.insert(problems.end(), more.begin(), more.end()); }
    [[nodiscard]] const Package* find(PackageKind kind, const std::string& id) const {
        for (const auto* list : {&added, &current}) {
            for (const auto& package : *list) {
                if (package.kind == kind && package.id == id) {
                    return &package;
                }
            }
        }
        return nullptr;
    }
    /// The next version, or the standing one when the member has not changed.
    [[nodiscard]] int next_version(PackageKind kind, const std::string& id,
                                   const Member& member) const {
        const auto* standing = find(kind, id);
        if (standing == nullptr) {
            return 1;
        }
        const auto* before = content::find_member(*standing, member.name);
        return before != nullptr && before->bytes == member.bytes ? standing->version
                                                                  : standing->version + 1;
    }
};

std::string file_name(const std::string& path) { return path.substr(path.find_last_of('/') + 1); }

Package one_member(PackageKind kind, std::string id, Member member) {
    Package package;
    package.kind = kind;
    package.id = std::move(id);
    package.members.push_back(std::move(member));
    return package;
}

Result<void> read_framework(Desk& desk, const std::string& path) {
    ASAH_TRY(desk.framework, framework_for(desk.office, path, desk.problems));
    if (path.empty() || desk.framework == nullptr) {
        return {};
    }
    auto package = one_member(
        PackageKind::Framework, "framework",
        {.name = "framework", .form = MemberForm::Plain, .bytes = desk.framework->source});
    package.version =
        desk.next_version(PackageKind::Framework, "framework", package.members.front());
    desk.added.push_back(std::move(package));
    return {};
}

/// Who signed exactly these members with a certificate of ours; nothing when nobody did.
std::optional<std::string> trainer_of(const Package& package, const ledger::Root& root) {
    const auto* items = content::find_member(package, "items");
    const auto* keys = content::find_member(package, "keys");
    if (items == nullptr || keys == nullptr) {
        return std::nullopt;
    }
    const auto word = vault::verify_bank(package, items->bytes, keys->bytes, &root);
    return word.has_value() ? std::optional(word->trainer_name) : std::nullopt;
}

/// Refuses what is older than what is published: it would be stored and never be current.
bool is_older(Desk& desk, const std::string& name, const Package& package) {
    const auto* standing = desk.find(package.kind, package.id);
    if (standing == nullptr || standing->version <= package.version) {
        return false;
    }
    desk.tell("publish_older", name, package.id + " " + std::to_string(package.version));
    desk.problems.back().values = {{"version", std::to_string(standing->version)}};
    return true;
}

/// Keeps what a bank changes of its published version.
Result<void> note_change(Desk& desk, const Package& package, const items::Bank& bank,
                         const std::string& owner, const ledger::Root& root) {
    const auto* standing = desk.find(package.kind, package.id);
    if (standing != nullptr && standing->version == package.version) {
        return {};
    }
    BankChange change{.bank = BankId(package.id),
                      .from_version = 0,
                      .to_version = package.version,
                      .owner = owner,
                      .owner_before = {},
                      .difference = {},
                      .carried = {}};
    items::Bank before;
    if (standing != nullptr) {
        ASAH_TRY(before, bank_of(*standing));
        change.from_version = standing->version;
        change.owner_before = trainer_of(*standing, root).value_or(std::string());
    }
    change.difference = items::compare_banks(before, bank);
    desk.changes.push_back(std::move(change));
    return {};
}

Result<void> read_bank(Desk& desk, const std::string& path, const ledger::Root& root) {
    const auto name = file_name(path);
    ASAH_TRY(const auto bytes, desk.office.ports().files.read(path, content::kPackageBytesMax));
    auto package = content::parse_package(bytes);
    if (!package.has_value() ||
        (package->kind != PackageKind::Bank && package->kind != PackageKind::Statements)) {
        desk.tell("publish_not_a_bank", name, "");
        return {};
    }
    const auto trainer = trainer_of(*package, root);
    if (!trainer) {
        desk.tell("publish_trainer", name, package->id);
        return {};
    }
    const auto parsed = desk.bank_in(*package);
    if (!parsed.has_value() || (*parsed)->id.value != package->id ||
        (*parsed)->version != package->version) {
        desk.tell("publish_not_a_bank", name, package->id);
        return {};
    }
    const auto* bank = *parsed;
    if (desk.framework == nullptr) {
        desk.tell("publish_no_framework", name, "");
    } else {
        for (const auto& item : bank->items) {
            if (assessment::find_indicator(*desk.framework, item.indicator) == nullptr) {
                desk.tell("publish_indicator", name, item.id.value + " " + item.indicator.value);
            }
        }
    }
    ASAH_TRY(const auto standing,
             find_content(desk.office.database(), package->kind, package->id, package->version));
    if (standing && content::encode_package(*standing) != content::encode_package(*package)) {
        desk.tell("publish_same_version", name,
                  package->id + " " + std::to_string(package->version));
        return {};
    }
    if (is_older(desk, name, *package)) {
        return {};
    }
    ASAH_CHECK(note_change(desk, *package, *bank, *trainer, root));
    desk.added.push_back(std::move(*package));
    return {};
}

/// Staff name a bank by id and version (or by id alone: the newest); the digest pins it.
void pin_banks(Desk& desk, const std::string& name, json& value) {
    if (!value.is_object() || !value.contains("banks") || !value["banks"].is_array()) {
        return;  // parse_assessment_json tells
    }
    for (auto& bank : value["banks"]) {
        if (!bank.is_object() || !bank.contains("id") || !bank["id"].is_string()) {
            continue;
        }
        const auto id = bank["id"].get<std::string>();
        const auto* package = desk.find(PackageKind::Bank, id);
        if (package == nullptr) {
            package = desk.find(PackageKind::Statements, id);
        }
        const bool has_version = bank.contains("version") && bank["version"].is_number_integer();
        if (package == nullptr || (has_version && bank["version"].get<int>() != package->version)) {
            desk.tell("publish_bank_missing", name, id);
            continue;
        }
        const auto digest = to_hex(sha256(content::find_member(*package, "items")->bytes));
        if (bank.contains("items_digest") && bank["items_digest"].is_string() &&
            !bank["items_digest"].get<std::string>().empty() && bank["items_digest"] != digest) {
            desk.tell("publish_bank_digest", name, id);
            continue;
        }
        bank["version"] = package->version;
        bank["items_digest"] = digest;
    }
}

/// Staff write the window in the city's time ("2026-12-03T08:00"); what is published is UTC.
void place_window(json& value, std::int32_t utc_offset_min) {
    for (const char* member : {"opens", "closes"}) {
        if (!value.is_object() || !value.contains(member) || !value[member].is_string()) {
            continue;
        }
        const auto local =
            parse_local_time(value[member].get_ref<const std::string&>(), utc_offset_min);
        if (local.has_value()) {
            value[member] = to_iso_text(*local);
        }
    }
}

/// The banks that an assessment names, in the versions that it names.
Result<std::vector<const items::Bank*>> banks_of(Desk& desk,
                                                 const assessment::Assessment& assessment) {
    std::vector<const items::Bank*> banks;
    for (const auto& ref : assessment.banks) {
        for (const auto kind : {PackageKind::Bank, PackageKind::Statements}) {
            const auto* package = desk.find(kind, ref.id.value);
            std::optional<Package> earlier;
            if (package == nullptr || package->version != ref.version) {
                ASAH_TRY(earlier,
                         find_content(desk.office.database(), kind, ref.id.value, ref.version));
                package = earlier ? &*earlier : nullptr;
            }
            if (package != nullptr) {
                ASAH_TRY(const auto* bank, desk.bank_in(*package));
                banks.push_back(bank);
                break;
            }
        }
    }
    return banks;
}

/// Assessments of one occasion share no item: a terminal keeps sums only, which could not be told
/// apart. Those that never measure do not count.
Result<void> check_occasion(Desk& desk, const std::string& name,
                            const assessment::Assessment& assessment,
                            const std::vector<const items::Bank*>& banks) {
    const auto is_measuring = [](const assessment::Assessment& one) {
        return one.kind != assessment::AssessmentKind::SelfAssessment &&
               one.purpose.value == assessment::kEvidencePurpose;
    };
    if (!is_measuring(assessment)) {
        return {};
    }
    const auto own = assessment::items_of(assessment, banks);
    std::set<std::string> seen{assessment.id.value};
    for (const auto* list : {&desk.added, &desk.current}) {
        for (const auto& package : *list) {
            if (package.kind != PackageKind::Assessment || !seen.insert(package.id).second) {
                continue;
            }
            const auto other =
                content::parse_assessment_json(package.members.front().bytes, package.id);
            if (other.value.occasion != assessment.occasion || !is_measuring(other.value)) {
                continue;
            }
            ASAH_TRY(const auto other_banks, banks_of(desk, other.value));
            const auto theirs = assessment::items_of(other.value, other_banks);
            std::vector<std::pair<BankId, ItemId>> shared;
            std::set_intersection(own.begin(), own.end(), theirs.begin(), theirs.end(),
                                  std::back_inserter(shared));
            if (!shared.empty()) {
                desk.problems.push_back({.key = "occasion_items_shared",
                                         .place = {.file = name, .row = 0, .column = {}},
                                         .found = package.id,
                                         .values = {{"occasion", assessment.occasion.value},
                                                    {"count", std::to_string(shared.size())},
                                                    {"item", shared.front().second.value}},
                                         .severity = Severity::Error});
            }
        }
    }
    return {};
}

/// A second look asks as many items as the framework says.
void check_second_look(Desk& desk, const std::string& name,
                       const assessment::Assessment& assessment) {
    if (assessment.form != assessment::FormChoice::SecondLook || !desk.framework) {
        return;
    }
    const int wanted = desk.framework->level_rule.second_look.item_count;
    for (const auto& row : assessment.blueprint.rows) {
        if (row.count != wanted) {
            desk.tell("second_look_count", name, row.competency.value);
            desk.problems.back().values = {{"level", std::to_string(row.level)},
                                           {"count", std::to_string(wanted)}};
        }
    }
}

Result<void> read_assessment(Desk& desk, const std::string& path) {
    const auto name = file_name(path);
    ASAH_TRY(const auto bytes, desk.office.ports().files.read(path, kAssessmentBytesMax));
    auto value = json::parse(as_text(bytes), nullptr, false);
    const auto before = desk.problems.size();
    place_window(value, desk.utc_offset_min);
    pin_banks(desk, name, value);
    if (desk.problems.size() != before) {
        return {};
    }
    const auto pinned = value.is_discarded() ? std::string(as_text(bytes)) : value.dump();
    auto parsed = content::parse_assessment_json(as_bytes(pinned), name);
    desk.take(parsed.problems);
    if (has_errors(parsed.problems)) {
        return {};
    }
    if (desk.framework &&
        assessment::find_purpose(*desk.framework, parsed.value.purpose) == nullptr) {
        desk.tell("publish_purpose", name, parsed.value.purpose.value);
        return {};
    }
    ASAH_TRY(const auto banks, banks_of(desk, parsed.value));
    auto shortfalls = assessment::check_coverage(parsed.value, banks);
    for (auto& problem : shortfalls) {
        problem.place.file = name;
    }
    desk.take(shortfalls);
    ASAH_CHECK(check_occasion(desk, name, parsed.value, banks));
    check_second_look(desk, name, parsed.value);
    auto package = one_member(PackageKind::Assessment, parsed.value.id.value,
                              {.name = "assessment",
                               .form = MemberForm::Plain,
                               .bytes = to_bytes(content::make_assessment_json(parsed.value))});
    package.version = parsed.value.version;
    if (is_older(desk, name, package)) {
        return {};
    }
    ASAH_TRY(const auto standing,
             find_content(desk.office.database(), package.kind, package.id, package.version));
    if (standing && standing->members.front().bytes != package.members.front().bytes) {
        desk.tell("publish_same_version", name, package.id + " " + std::to_string(package.version));
    }
    desk.added.push_back(std::move(package));
    return {};
}

/// What will be current: what is published, with the added versions in place of their earlier ones.
std::vector<Package> current_after(const Desk& desk) {
    std::vector<Package> packages = desk.added;
    for (const auto& package : desk.current) {
        const bool is_replaced =
            std::any_of(desk.added.begin(), desk.added.end(), [&](const auto& added) {
                return added.kind == package.kind && added.id == package.id;
            });
        if (!is_replaced) {
            packages.push_back(package);
        }
    }
    return packages;
}

std::vector<assessment::Assessment> assessments_of(const std::vector<Package>& packages) {
    std::vector<assessment::Assessment> assessments;
    for (const auto& package : packages) {
        const auto* member = content::find_member(package, "assessment");
        if (package.kind == PackageKind::Assessment && member != nullptr) {
            assessments.push_back(content::parse_assessment_json(member->bytes, package.id).value);
        }
    }
    return assessments;
}

/// Whichever of the two assessments is new: a result at the terminal needs keys that no terminal
/// gets.
void check_guarded(Desk& desk) {
    const auto packages = current_after(desk);
    const auto guarded = guarded_banks(packages);
    for (const auto& assessment : assessments_of(packages)) {
        const bool needs_keys = assessment.kind != assessment::AssessmentKind::SelfAssessment &&
                                assessment.key_class == assessment::KeyClass::Development &&
                                assessment.feedback != assessment::Feedback::None;
        for (const auto& bank : assessment.banks) {
            if (needs_keys && guarded.contains(bank.id)) {
                desk.tell("publish_guarded_bank", assessment.id.value,
                          assessment.id.value + " (" + bank.id.value + ")");
            }
        }
    }
}

/// The newest version of a bank that an assessment names, if it names another one.
const Package* newer_bank(const Desk& desk, const assessment::BankRef& ref) {
    for (const auto kind : {PackageKind::Bank, PackageKind::Statements}) {
        const auto* package = desk.find(kind, ref.id.value);
        if (package != nullptr) {
            return package->version == ref.version ? nullptr : package;
        }
    }
    return nullptr;
}

/// Whether the new versions of an assessment's banks only withdraw items.
bool is_withdrawal(const Desk& desk, const assessment::Assessment& assessment) {
    return std::none_of(desk.changes.begin(), desk.changes.end(), [&](const auto& change) {
        const bool is_named = std::any_of(assessment.banks.begin(), assessment.banks.end(),
                                          [&](const auto& ref) { return ref.id == change.bank; });
        return is_named && !change.difference.is_withdrawal();
    });
}

/// The assessment with its banks in their newest versions. Short of items it is refused, unless its
/// banks only withdrew some.
Result<void> carry(Desk& desk, assessment::Assessment assessment) {
    const Carried carried{assessment.id, assessment.version, assessment.version + 1};
    assessment.version = carried.to_version;
    for (auto& ref : assessment.banks) {
        if (const auto* package = newer_bank(desk, ref)) {
            ref.version = package->version;
            ref.items_digest = sha256(content::find_member(*package, "items")->bytes);
            for (auto& change : desk.changes) {
                if (change.bank == ref.id) {
                    change.carried.push_back(carried);
                }
            }
        }
    }
    ASAH_TRY(const auto banks, banks_of(desk, assessment));
    if (!is_withdrawal(desk, assessment)) {
        for (auto& problem : assessment::check_coverage(assessment, banks)) {
            problem.place.file = assessment.id.value;
            desk.problems.push_back(std::move(problem));
        }
        ASAH_CHECK(check_occasion(desk, assessment.id.value, assessment, banks));
    }
    auto package = one_member(PackageKind::Assessment, assessment.id.value,
                              {.name = "assessment",
                               .form = MemberForm::Plain,
                               .bytes = to_bytes(content::make_assessment_json(assessment))});
    package.version = assessment.version;
    desk.added.push_back(std::move(package));
    return {};
}

/// No published assessment names a bank in a version that no terminal gets.
Result<void> carry_along(Desk& desk) {
    for (auto& assessment : assessments_of(current_after(desk))) {
        const bool is_stale =
            std::any_of(assessment.banks.begin(), assessment.banks.end(),
                        [&](const auto& ref) { return newer_bank(desk, ref) != nullptr; });
        if (is_stale) {
            ASAH_CHECK(carry(desk, std::move(assessment)));
        }
    }
    return {};
}

/// Warns of what the assessments cannot measure since items were withdrawn: work for the trainer.
Result<void> list_shortfalls(Desk& desk) {
    if (desk.framework == nullptr) {
        return {};  // nothing can be published that measures
    }
    for (const auto& assessment : assessments_of(current_after(desk))) {
        ASAH_TRY(const auto banks, banks_of(desk, assessment));
        for (const auto& row : assessment::check_coverage(assessment, banks)) {
            auto values = row.values;
            const auto& enough = desk.framework->level_rule.items_at_level_min;
            const int needed = enough.at(std::stoul(values.at("level")) - 1);
            const bool is_open = std::stoi(values.at("available")) < needed;
            values["assessment"] = assessment.id.value;
            values["enough"] = std::to_string(needed);
            desk.warn(is_open ? "publish_level_open" : "publish_row_left", assessment.id.value,
                      std::move(values));
        }
    }
    return {};
}

/// Warns of items past their review date and of enemies that no bank holds.
Result<void> review_banks(Desk& desk) {
    std::vector<items::Bank> banks;
    std::set<ItemId> known;
    for (const auto& package : current_after(desk)) {
        if (package.kind == PackageKind::Bank) {
            ASAH_TRY(auto bank, bank_of(package));
            for (const auto& item : bank.items) {
                known.insert(item.id);
            }
            banks.push_back(std::move(bank));
        }
    }
    const Date today = date_of(desk.office.now(), desk.utc_offset_min);
    for (const auto& bank : banks) {
        for (const auto* item : items::due_for_review(bank, today)) {
            desk.warn("publish_review_due", bank.id.value,
                      {{"item", item->id.value},
                       {"date", to_text(*item->review_before)},
                       {"source", item->legal_source}});
        }
        for (const auto& item : bank.items) {
            for (const auto& enemy : item.enemies) {
                if (!known.contains(enemy)) {
                    desk.warn("publish_enemy_unknown", bank.id.value,
                              {{"item", item.id.value}, {"enemy", enemy.value}});
                }
            }
        }
    }
    return {};
}

}  // namespace

std::set<BankId> guarded_banks(const std::vector<Package>& packages) {
    std::set<BankId> banks;
    for (const auto& assessment : assessments_of(packages)) {
        if (assessment.key_class == assessment::KeyClass::Guarded) {
            for (const auto& bank : assessment.banks) {
                banks.insert(bank.id);
            }
        }
    }
    return banks;
}

Result<assessment::FrameworkPtr> framework_for(Office& office, const std::string& path,
                                               Problems& problems) {
    if (path.empty()) {
        return load_framework(office.database());
    }
    ASAH_TRY(const auto bytes, office.ports().files.read(path, content::kFrameworkBytesMax));
    auto parsed = content::parse_framework(bytes, file_name(path));
    problems.insert(problems.end(), parsed.problems.begin(), parsed.problems.end());
    if (has_errors(parsed.problems)) {
        return assessment::FrameworkPtr{};
    }
    return std::make_shared<const assessment::Framework>(std::move(parsed.value));
}

Result<PublishPlan> read_publish_input(Office& office, const PublishRequest& request,
                                       Problems& problems) {
    Desk desk{.office = office, .problems = problems, .current = {}, .framework = {}, .added = {}};
    ASAH_TRY(desk.current, load_current_content(office.database()));
    ASAH_TRY(const auto root, office.root());
    desk.utc_offset_min = root.utc_offset_min;
    ASAH_CHECK(read_framework(desk, request.framework));
    for (const auto& path : request.banks) {
        ASAH_CHECK(read_bank(desk, path, root));
    }
    for (const auto& path : request.assessments) {
        ASAH_CHECK(read_assessment(desk, path));
    }
    if (!has_errors(problems)) {
        ASAH_CHECK(carry_along(desk));
    }
    check_guarded(desk);
    if (has_errors(problems)) {
        return PublishPlan{};
    }
    ASAH_CHECK(list_shortfalls(desk));
    ASAH_CHECK(review_banks(desk));
    return PublishPlan{.added = std::move(desk.added), .changes = std::move(desk.changes)};
}

}  // namespace asah::hq

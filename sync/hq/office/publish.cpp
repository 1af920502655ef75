#include "sync/hq/office/publish.h"

#include "kiosk/core/base/assert.h"
#include "kiosk/core/content/bank_json.h"
#include "kiosk/core/content/framework_json.h"
#include "kiosk/core/content/roster.h"
#include "kiosk/core/ledger/folder_names.h"
#include "kiosk/vault/seal.h"
#include "sync/hq/data/reader_content.h"
#include "sync/hq/data/reader_database.h"
#include "sync/hq/data/reader_entries.h"
#include "sync/hq/data/reader_people.h"
#include "sync/hq/office/publish_input.h"
#include "sync/protocol/hq_folders.h"

namespace asah::hq {

namespace {

using content::Package;
using ledger::PackageKind;

/// How far one publish passes over numbers for a terminal's word: a stolen key must not use them
/// up.
constexpr std::int64_t kManifestJumpMax = 100'000;

std::string kind_name(PackageKind kind) {
    switch (kind) {
        case PackageKind::Framework:
            return "framework";
        case PackageKind::Bank:
            return "bank";
        case PackageKind::Statements:
            return "statements";
        case PackageKind::Assessment:
            return "assessment";
        case PackageKind::Roster:
            return "roster";
    }
    return {};
}

/// Writes packages under their digests and lists them.
struct Press {
    Office& office;
    ledger::Manifest manifest;

    Result<void> print(const Package& package, std::optional<TerminalId> terminal) {
        const auto bytes = content::encode_package(package);
        const auto digest = sha256(bytes);
        const auto path = office.config().orders + "/" + protocol::kOrdersPackages + "/" +
                          ledger::package_file_name(digest);
        if (!office.ports().files.exists(path)) {
            ASAH_CHECK(office.ports().files.write_durable(path, bytes, FileMode::Group));
        }
        manifest.items.push_back({.kind = package.kind,
                                  .id = package.id,
                                  .version = package.version,
                                  .digest = digest,
                                  .size = bytes.size(),
                                  .terminal = terminal});
        return {};
    }
};

/// The keys of a guarded bank stay here, but for those of its practice items.
Result<Package> without_measuring_keys(Package package) {
    ASAH_TRY(const auto bank, bank_of(package));
    std::erase_if(package.members, [](const auto& member) { return member.name == "keys"; });
    const auto practice = content::make_practice_keys_json(bank);
    if (!practice.empty()) {
        package.members.push_back({.name = "practice_keys",
                                   .form = content::MemberForm::Plain,
                                   .bytes = to_bytes(practice)});
    }
    return package;
}

/// Scoring keys leave HQ only encrypted to the terminals that are active now.
Result<Package> sealed_keys(Package package, const std::vector<Bytes>& openers) {
    for (auto& member : package.members) {
        if (member.name != "keys" && member.name != "practice_keys") {
            continue;
        }
        ASAH_TRY(member.bytes, vault::encrypt_to(member.bytes, openers));
        member.form = content::MemberForm::Sealed;
    }
    return package;
}

/// The rule by which sums are made; nothing before the first framework.
Result<std::optional<assessment::LevelRule>> current_rule(const std::vector<Package>& current) {
    for (const auto& package : current) {
        const auto* member = content::find_member(package, "framework");
        if (package.kind == PackageKind::Framework && member != nullptr) {
            auto parsed = content::parse_framework(member->bytes, "framework");
            if (has_errors(parsed.problems)) {
                return fail(ErrorCode::DatabaseDamaged, "published framework");
            }
            return std::optional(std::move(parsed.value.level_rule));
        }
    }
    return std::optional<assessment::LevelRule>{};
}

Result<void> print_roster(Press& press, const Terminal& terminal,
                          const std::optional<assessment::LevelRule>& rule) {
    ASAH_TRY(auto people, load_people_of(press.office.database(), terminal.unit));
    // Kept before the manifest names it: what a terminal has, headquarters knows to have sent.
    ASAH_CHECK(sqlite::in_transaction(press.office.database(), [&](sqlite::Tx& tx) -> Result<void> {
        for (const auto& person : people) {
            ASAH_CHECK(save_sent(tx, terminal.id, person.person.id));
        }
        return {};
    }));
    for (auto& person : people) {
        if (rule) {
            ASAH_TRY(person.sums, load_sums(press.office.database(), *rule, person.person.id));
        }
    }
    const content::RosterPackage roster{
        .terminal = terminal.id, .units = {terminal.unit}, .people = std::move(people)};
    const auto document = content::make_roster_json(roster);
    ASAH_TRY(auto sealed, vault::encrypt_to(as_bytes(document),
                                            std::vector<Bytes>{terminal.opening_certificate}));
    Package package;
    package.kind = PackageKind::Roster;
    package.id = "roster";
    package.version = press.manifest.number;
    package.members.push_back(
        {.name = "roster", .form = content::MemberForm::Sealed, .bytes = std::move(sealed)});
    return press.print(package, terminal.id);
}

Result<void> write_manifest(Office& office, const ledger::Manifest& manifest) {
    auto& files = office.ports().files;
    ASAH_TRY(const auto key, vault::SigningKey::open(files, key_path(office.home(), "content")));
    ASAH_TRY(const auto document,
             vault::sign_document(ledger::kManifestType, ledger::make_manifest_payload(manifest),
                                  {&key}));
    return files.write_durable(office.config().orders + "/" + protocol::kOrdersManifest, document,
                               FileMode::Group);
}

/// Higher than all that terminals have seen: they ignore a manifest that is not, and a headquarters
/// restored from an older backup has forgotten its newest numbers.
Result<int> next_manifest_number(Office& office) {
    ASAH_TRY(const auto last, load_counter(office.database(), kManifestCounter));
    ASAH_TRY(const auto seen, newest_manifest_seen(office.database()));
    const std::int64_t highest =
        seen ? std::min<std::int64_t>(seen->number, last + kManifestJumpMax) : 0;
    return static_cast<int>(std::max(last, highest) + 1);
}

Result<std::vector<Terminal>> active_terminals(Office& office) {
    ASAH_TRY(auto terminals, load_terminals(office.database()));
    std::erase_if(terminals,
                  [](const Terminal& terminal) { return terminal.state != TerminalState::Active; });
    return terminals;
}

}  // namespace

Result<Published> publish(Office& office, const PublishRequest& request, Problems& problems,
                          const PlanReader& show) {
    ASAH_TRY(const auto plan, read_publish_input(office, request, problems));
    const auto& added = plan.added;
    Published out;
    if (has_errors(problems) || (show && show(plan) == AfterPlan::Stop)) {
        return out;
    }
    ASAH_TRY(const auto time, choose_signing_time(office, request.time_word));
    ASAH_TRY(const auto highest, highest_signed(office));
    ASAH_TRY(const auto number, next_manifest_number(office));
    auto saved = sqlite::in_transaction(office.database(), [&](sqlite::Tx& tx) -> Result<void> {
        for (const auto& package : added) {
            ASAH_CHECK(save_content(tx, package));
        }
        ASAH_CHECK(save_signing_time(tx, time, highest));
        return save_counter(tx, kManifestCounter, number);
    });
    ASAH_CHECK(std::move(saved));
    for (const auto& package : added) {
        out.added.push_back(kind_name(package.kind) + " " + package.id + " " +
                            std::to_string(package.version));
    }
    ASAH_TRY(const auto root, office.root());
    Press press{.office = office,
                .manifest = {.authority = office.config().authority,
                             .root_version = root.version,
                             .number = number,
                             .made = time.made,
                             .time_reset = time.is_reset,
                             .items = {}}};
    ASAH_TRY(const auto terminals, active_terminals(office));
    std::vector<Bytes> openers;
    for (const auto& terminal : terminals) {
        openers.push_back(terminal.opening_certificate);
    }
    ASAH_TRY(const auto current, load_current_content(office.database()));
    const auto guarded = guarded_banks(current);
    for (const auto& package : current) {
        if (content::find_member(package, "keys") != nullptr && openers.empty()) {
            continue;  // nobody could open its keys; the publish after the first join brings it
        }
        Package shown = package;
        if (package.kind == PackageKind::Bank && guarded.contains(BankId(package.id))) {
            ASAH_TRY(shown, without_measuring_keys(std::move(shown)));
        }
        ASAH_TRY(const auto sealed, sealed_keys(std::move(shown), openers));
        ASAH_CHECK(press.print(sealed, std::nullopt));
    }
    ASAH_TRY(const auto rule, current_rule(current));
    for (const auto& terminal : terminals) {
        ASAH_CHECK(print_roster(press, terminal, rule));
    }
    ASAH_CHECK(write_manifest(office, press.manifest));
    ASAH_CHECK(office.snapshot());
    out.manifest_number = press.manifest.number;
    out.package_count = static_cast<int>(press.manifest.items.size());
    out.terminal_count = static_cast<int>(terminals.size());
    return out;
}

}  // namespace asah::hq

// What a terminal says it lacks, from which HQ's carrier knows what to bring again.
#include <doctest/doctest.h>
#include <algorithm>
#include <filesystem>
#include <fstream>

#include "kiosk/core/content/package.h"
#include "kiosk/core/ledger/folder_names.h"
#include "tests/support/terminal_city.h"

using namespace asah;
using support::TerminalCity;

TEST_SUITE_BEGIN("station/lacking");

namespace {

/// What the status in the outbox says is lacking.
std::vector<ledger::LackingPackage> told_lacking(TerminalCity& city) {
    const auto file =
        city.city.files.read(city.paths.outbox + "/" + ledger::kStatusName, 65536).value();
    const auto document = ledger::parse_signed(file).value();
    const auto payload = ledger::payload_of(document.body, ledger::kStatusType).value();
    return ledger::parse_status_payload(payload).value().lacking;
}

/// Idle steps until nothing is left; returns how many things were refused.
std::size_t settle_with_refusals(station::Station& kiosk) {
    std::size_t refused = 0;
    for (bool has_more = true; has_more;) {
        const auto work = kiosk.idle_step().value();
        refused += work.refused.size();
        has_more = work.has_more;
    }
    return refused;
}

ledger::ManifestItem& item_named(TerminalCity& city, std::string_view id) {
    return *std::find_if(city.items.begin(), city.items.end(),
                         [&](const auto& item) { return item.id == id; });
}

Bytes read_inbox(TerminalCity& city, const std::string& name) {
    return city.city.files.read(city.paths.inbox + "/" + name, 10'000'000).value();
}

/// An assessment that is none, so that it is refused for what it is.
void add_bad_assessment(TerminalCity& city, const std::string& id) {
    content::Package package;
    package.kind = ledger::PackageKind::Assessment;
    package.id = id;
    package.version = 1;
    package.members = {{"assessment", content::MemberForm::Plain, to_bytes("[]")}};
    city.add(package);
}

/// The reason told for the one package that is lacking.
std::string only_reason(TerminalCity& city) {
    const auto lacking = told_lacking(city);
    REQUIRE(lacking.size() == 1);
    return lacking[0].reason;
}

}  // namespace

TEST_CASE("the status tells what is lacking: damaged on the way, or refused for what it is") {
    TerminalCity city;
    city.join();
    city.publish();
    const auto bank = *std::find_if(city.items.begin(), city.items.end(),
                                    [](const auto& item) { return item.id == "T01"; });
    const auto name = ledger::package_file_name(bank.digest);
    const auto good = city.city.files.read(city.paths.inbox + "/" + name, 10'000'000).value();
    auto damaged = good;
    damaged.back() ^= 1;
    city.put(name, damaged);
    auto kiosk = city.open();
    CHECK(settle_with_refusals(kiosk) == 1);
    REQUIRE(told_lacking(city).size() == 1);
    CHECK(told_lacking(city)[0].digest == bank.digest);
    CHECK(told_lacking(city)[0].reason.empty());
    city.put(name, good);
    support::settle(kiosk);
    CHECK(told_lacking(city).empty());

    // A bank without its trainer's word: whole, and refused however often it comes.
    auto package = content::parse_package(good).value();
    package.version = 2;
    package.trainer_document.reset();
    city.add(package);
    city.put_manifest();
    CHECK(settle_with_refusals(kiosk) == 1);
    REQUIRE(told_lacking(city).size() == 1);
    CHECK(told_lacking(city)[0].reason == "signature_invalid");
    kiosk = city.open();
    CHECK(told_lacking(city)[0].reason.empty());  // a new start, perhaps of a newer program
}

TEST_CASE("a package of another size than the manifest says is refused for good at once") {
    TerminalCity city;
    city.join();
    city.publish();
    ++item_named(city, "T01").size;
    city.put_manifest();
    auto kiosk = city.open();
    CHECK(settle_with_refusals(kiosk) == 1);
    CHECK(only_reason(city) == "malformed_input");
}

TEST_CASE("a package that comes damaged twice is not asked for a third time") {
    TerminalCity city;
    city.join();
    city.publish();
    const auto name = ledger::package_file_name(item_named(city, "T01").digest);
    const auto good = read_inbox(city, name);
    auto damaged = good;
    damaged.back() ^= 1;
    city.put(name, damaged);
    auto kiosk = city.open();
    CHECK(settle_with_refusals(kiosk) == 1);
    CHECK(only_reason(city).empty());
    city.put(name, damaged);
    CHECK(settle_with_refusals(kiosk) == 1);
    CHECK(only_reason(city) == "digest_mismatch");

    city.put(name, good);  // as with the next manifest
    support::settle(kiosk);
    CHECK(told_lacking(city).empty());
}

TEST_CASE("a package that cannot be read twice is not asked for a third time") {
    TerminalCity city;
    city.join();
    city.publish();
    const auto name = ledger::package_file_name(item_named(city, "T01").digest);
    const auto path = (city.paths.inbox + "/" + name).text();
    const auto put_unreadable = [&] {
        std::ofstream(path).put('x');
        std::filesystem::resize_file(path, content::kPackageBytesMax + 1);
    };
    put_unreadable();
    auto kiosk = city.open();
    CHECK(settle_with_refusals(kiosk) == 1);
    CHECK(only_reason(city).empty());
    put_unreadable();
    CHECK(settle_with_refusals(kiosk) == 1);
    CHECK(only_reason(city) == "too_large");
}

TEST_CASE("a link in the inbox is skipped, told once, left there, and replaced by the package") {
    TerminalCity city;
    city.join();
    city.publish();
    const auto name = ledger::package_file_name(item_named(city, "T01").digest);
    const auto path = (city.paths.inbox + "/" + name).text();
    const auto bank = read_inbox(city, name);
    const auto elsewhere = city.folder.path() + "/elsewhere";
    std::filesystem::rename(path, elsewhere);
    std::filesystem::create_symlink(elsewhere, path);
    auto kiosk = city.open();
    CHECK(settle_with_refusals(kiosk) == 1);
    CHECK(settle_with_refusals(kiosk) == 0);
    CHECK(std::filesystem::is_symlink(path));
    REQUIRE(kiosk.readiness()->warnings.size() == 1);
    CHECK(kiosk.readiness()->warnings[0].code == ErrorCode::FileUnreadable);
    CHECK(kiosk.readiness()->warnings[0].detail == path + ": link");
    CHECK(only_reason(city).empty());  // it may come at once
    city.put(name, bank);
    CHECK_FALSE(std::filesystem::is_symlink(path));
    support::settle(kiosk);
    CHECK(told_lacking(city).empty());
    CHECK(std::filesystem::exists(elsewhere));
}

TEST_CASE("the terminal's own missing key is not the package's fault, unless it lasts") {
    TerminalCity city;
    city.join();
    city.publish();
    const auto name = ledger::package_file_name(item_named(city, "T01").digest);
    const auto bank = read_inbox(city, name);
    REQUIRE(city.city.files.remove(city.paths.inbox + "/" + name).has_value());
    auto kiosk = city.open();
    support::settle(kiosk);
    const auto key = city.paths.home + "/opening.key";
    std::filesystem::rename(key, key + ".away");
    city.put(name, bank);
    CHECK(settle_with_refusals(kiosk) == 1);
    CHECK(only_reason(city).empty());
    city.put(name, bank);
    CHECK(settle_with_refusals(kiosk) == 1);
    CHECK(only_reason(city) == "file_missing");
    std::filesystem::rename(key + ".away", key);
    city.put(name, bank);
    support::settle(kiosk);
    CHECK(told_lacking(city).empty());
}

TEST_CASE("of two packages of one kind and id the manifest's first is held, and nothing lacks") {
    TerminalCity city;
    city.join();
    city.publish();
    const auto first = item_named(city, "T01");
    city.add_bank("bank_T01.csv", "T01", 2);
    const auto second = item_named(city, "T01");
    REQUIRE(second.digest != first.digest);
    city.items.insert(city.items.begin(), first);
    city.put_manifest();
    const auto first_name = ledger::package_file_name(first.digest);
    const auto second_name = ledger::package_file_name(second.digest);
    const auto first_file = read_inbox(city, first_name);
    auto kiosk = city.open();
    support::settle(kiosk);
    CHECK(told_lacking(city).empty());
    CHECK_FALSE(city.city.files.exists(city.paths.inbox + "/" + first_name));
    CHECK(city.city.files.exists(city.paths.inbox + "/" + second_name));  // none of ours
    kiosk = city.open();  // the kept manifest is read the same way
    CHECK(told_lacking(city).empty());
}

TEST_CASE("what was refused does not crowd out what may come again") {
    TerminalCity city;
    city.join();
    for (std::size_t i = 0; i < ledger::kLackingMax; ++i) {
        add_bad_assessment(city, "bad-" + std::to_string(i));
    }
    add_bad_assessment(city, "last");
    city.put_manifest();
    const auto last = item_named(city, "last").digest;
    city.put(ledger::package_file_name(last), Bytes{1, 2, 3});
    auto kiosk = city.open();
    CHECK(settle_with_refusals(kiosk) == ledger::kLackingMax + 1);
    const auto lacking = told_lacking(city);
    REQUIRE(lacking.size() == ledger::kLackingMax);
    CHECK(lacking[0].digest == last);
    CHECK(lacking[0].reason.empty());
    CHECK(lacking[1].digest == item_named(city, "bad-0").digest);
    CHECK(lacking[1].reason == "malformed_input");
}

TEST_SUITE_END();

// roster.h: the roster's package to JSON and back.
#include <nlohmann/json.hpp>
#include <set>

#include "kiosk/core/base/json_reader.h"
#include "kiosk/core/content/roster.h"
#include "kiosk/core/content/sums_json.h"

namespace asah::content {

namespace {

using nlohmann::json;

constexpr std::string_view kFormat = "asah/roster/1";
constexpr std::size_t kJsonBytesMax = 32U << 20U;
constexpr std::size_t kPeopleMax = 20'000;
constexpr std::size_t kUnitsMax = 2000;
constexpr std::size_t kCodeBytesMax = 64;
constexpr std::size_t kNameBytesMax = 500;
constexpr std::size_t kSaltBytes = 16;
constexpr std::size_t kAssessmentsMax = 1000;
constexpr std::size_t kVerifierBytes = 32;

json person_json(const RosterPerson& entry) {
    const auto& person = entry.person;
    json object{{"id", person.id.hex()},
                {"nip", person.nip.digits},
                {"short_number", person.short_number.digits},
                {"name", person.name},
                {"employment", person.employment},
                {"rank", person.rank},
                {"grade", person.grade},
                {"title", person.post.title},
                {"tier", person.post.tier.value},
                {"unit", person.post.unit.value},
                {"unit_name", person.post.unit_name},
                {"parent_unit", person.parent_unit.value},
                {"active", person.is_active},
                {"pin_salt", to_hex(entry.pin_salt)},
                {"pin_verifier", to_hex(entry.pin_verifier)},
                {"must_change_pin", entry.must_change_pin}};
    if (person.superior) {
        object["superior"] = person.superior->digits;
    }
    if (!entry.sums.empty()) {
        auto& list = object["sums"] = json::array();
        for (const auto& one : entry.sums) {
            list.push_back(assessment_sums_json(one));
        }
    }
    if (entry.pin_record) {
        object["pin_record"] = entry.pin_record->hex();
    }
    return object;
}

template <class Id>
Id read_id(const JsonNode& node) {
    Id id;
    const auto bytes = node.hex(id.bytes.size());
    if (bytes.size() == id.bytes.size()) {
        std::copy(bytes.begin(), bytes.end(), id.bytes.begin());
    }
    return id;
}

assessment::Nip read_nip(const JsonNode& node) {
    const auto text = node.text(kCodeBytesMax);
    auto nip = assessment::parse_nip(text);
    if (!text.empty() && (!nip || nip->digits != text)) {
        node.add("json_word");
    }
    return nip ? std::move(*nip) : assessment::Nip{};
}

RosterPerson read_person(const JsonNode& node) {
    RosterPerson entry;
    auto& person = entry.person;
    person.id = read_id<PersonId>(node.member("id"));
    person.nip = read_nip(node.member("nip"));
    const auto short_number = node.member("short_number").text_or_empty(kCodeBytesMax);
    if (!short_number.empty()) {
        const auto parsed = assessment::parse_short_number(short_number);
        if (parsed && parsed->digits == short_number) {
            person.short_number = *parsed;
        } else {
            node.member("short_number").add("json_word");
        }
    }
    person.name = node.member("name").text(kNameBytesMax);
    person.employment = node.member("employment").text_or_empty(kCodeBytesMax);
    person.rank = node.member("rank").text_or_empty(kNameBytesMax);
    person.grade = node.member("grade").text_or_empty(kNameBytesMax);
    person.post.title = node.member("title").text_or_empty(kNameBytesMax);
    person.post.tier = TierCode(node.member("tier").text(kCodeBytesMax));
    person.post.unit = UnitCode(node.member("unit").text(kCodeBytesMax));
    person.post.unit_name = node.member("unit_name").text_or_empty(kNameBytesMax);
    person.parent_unit = UnitCode(node.member("parent_unit").text_or_empty(kCodeBytesMax));
    person.is_active = node.member("active").boolean();
    if (const auto superior = node.optional_member("superior"); superior.exists()) {
        person.superior = read_nip(superior);
    }
    entry.pin_salt = node.member("pin_salt").hex(kSaltBytes);
    entry.pin_verifier = node.member("pin_verifier").hex(kVerifierBytes);
    entry.must_change_pin = node.member("must_change_pin").boolean();
    if (const auto record = node.optional_member("pin_record"); record.exists()) {
        entry.pin_record = read_id<RecordId>(record);
    }
    for (const auto& child : node.optional_member("sums").elements(kAssessmentsMax)) {
        entry.sums.push_back(read_assessment_sums(child));
    }
    return entry;
}

}  // namespace

std::string make_roster_json(const RosterPackage& roster) {
    json root{{"format", kFormat}, {"terminal", roster.terminal.hex()}};
    root["units"] = json::array();
    for (const auto& unit : roster.units) {
        root["units"].push_back(unit.value);
    }
    root["people"] = json::array();
    for (const auto& person : roster.people) {
        root["people"].push_back(person_json(person));
    }
    return canonical_text(root);
}

Result<RosterPackage> parse_roster_json(std::string_view text) {
    JsonDocument document(as_bytes(text), "roster", kJsonBytesMax);
    ASAH_CHECK(document.check());
    const auto root = document.root();
    if (root.member("format").text(kCodeBytesMax) != kFormat) {
        return fail(ErrorCode::Unsupported, "not " + std::string(kFormat));
    }
    RosterPackage roster;
    roster.terminal = read_id<TerminalId>(root.member("terminal"));
    for (const auto& node : root.member("units").elements(kUnitsMax)) {
        roster.units.emplace_back(node.text(kCodeBytesMax));
    }
    std::set<PersonId> seen;
    for (const auto& node : root.member("people").elements(kPeopleMax)) {
        roster.people.push_back(read_person(node));
        if (!seen.insert(roster.people.back().person.id).second) {
            node.add("code_doubled");
        }
    }
    ASAH_CHECK(document.check());
    if (make_roster_json(roster) != text) {
        return fail(ErrorCode::MalformedInput, "roster: not canonical");
    }
    return roster;
}

}  // namespace asah::content

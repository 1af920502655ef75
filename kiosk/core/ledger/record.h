// The record: one thing HQ must know, as JSON (canonical: keys sorted, no white space). Kinds here:
// a finished sitting, a changed PIN. The plaintext repeats authority, terminal, ledger, record and
// sitting id; the reader refuses a mismatch. Versioned, with the least reader that understands it.
// Format: FORMAT.md, section "Record".   Readers ignore unknown fields, refuse unknown kinds.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "kiosk/core/assessment/profile.h"
#include "kiosk/core/assessment/sitting.h"
#include "kiosk/core/base/id.h"
#include "kiosk/core/base/time.h"

namespace asah::ledger {

inline constexpr int kRecordVersion = 1;
inline constexpr int kRecordReaderMin = 1;
inline constexpr std::size_t kRecordBytesMax = 1U << 20U;

/// The terminal's own score: a claim. HQ rescores from the events.
struct ScoreClaim {
    int rule_version = 0;     // of the level rule by which the results were stated
    std::vector<int> points;  // thousandths, one a form item; -1 = not visited
    std::vector<assessment::CompetencyResult> results;
};

/// The events replay to the sitting byte for byte: the fold of `events` is what the person saw.
struct SittingRecord {
    std::vector<assessment::SittingEvent> events;  // first is Started with the head, form included
    ScoreClaim claim;
};

struct PinChangedRecord {
    PersonId person;
    Bytes salt;
    Bytes verifier;  // argon2id
};

using RecordBody = std::variant<SittingRecord, PinChangedRecord>;

struct Record {
    AuthorityId authority;
    TerminalId terminal;
    LedgerId ledger;
    RecordId id;
    WallTime made;
    std::string program_version;
    RecordBody body;
};

std::string make_record_json(const Record& record);
/// Errors: MalformedInput, Unsupported, TooLarge.
Result<Record> parse_record_json(std::string_view json);

/// Results as JSON text: a list, for what a terminal keeps of a finished sitting.
std::string make_results_json(const std::vector<assessment::CompetencyResult>& results);
Result<std::vector<assessment::CompetencyResult>> parse_results_json(std::string_view json);

/// One event as JSON: what the terminal stores encrypted, and what stands in the record's list.
std::string make_event_json(const assessment::SittingEvent& event);
Result<assessment::SittingEvent> parse_event_json(std::string_view json);

}  // namespace asah::ledger

// The parts of a record's JSON. Private to this folder. Layout: FORMAT.md, section "Record".
#pragma once

#include "kiosk/core/assessment/profile.h"
#include "kiosk/core/assessment/sitting.h"
#include "kiosk/core/base/json_fields.h"
#include "kiosk/core/base/json_reader.h"

namespace asah::ledger {

nlohmann::json head_json(const assessment::SittingHead& head);
assessment::SittingHead read_head(Fields fields);

nlohmann::json event_json(const assessment::SittingEvent& event);
assessment::SittingEvent read_event(Fields fields);

nlohmann::json result_json(const assessment::CompetencyResult& result);
assessment::CompetencyResult read_result(Fields fields);

}  // namespace asah::ledger

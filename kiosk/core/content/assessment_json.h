// Assessments as JSON, as HQ staff write and HQ publishes them. Canonical when made.
#pragma once

#include "kiosk/core/assessment/assessment.h"
#include "kiosk/core/base/problem.h"

namespace asah::content {

std::string make_assessment_json(const assessment::Assessment& assessment);
/// All problems by JSON path.
Outcome<assessment::Assessment> parse_assessment_json(ByteView bytes, const std::string& file_name);

}  // namespace asah::content

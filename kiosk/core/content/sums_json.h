// Sums of evidence as JSON: what a terminal keeps of finished sittings and what a roster package
// carries, so that they follow a person between terminals. Format: FORMAT.md, "Sums".
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "kiosk/core/assessment/evidence.h"

namespace asah {
class JsonNode;
}

namespace asah::content {

nlohmann::json sums_json(const assessment::EvidenceSums& sums);
assessment::EvidenceSums read_sums(const JsonNode& node);

nlohmann::json assessment_sums_json(const assessment::AssessmentSums& sums);
assessment::AssessmentSums read_assessment_sums(const JsonNode& node);

/// The same as text of its own.
std::string make_sums_text(const assessment::EvidenceSums& sums);
Result<assessment::EvidenceSums> parse_sums_text(std::string_view text);

}  // namespace asah::content

// An assessment: what is offered to people (a pre-test, a self-assessment), and its blueprint:
// which items a form must have. A form is the drawn result and is stored whole with the sitting.
// Functions: form.cpp.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "kiosk/core/assessment/framework.h"
#include "kiosk/core/base/problem.h"
#include "kiosk/core/base/time.h"
#include "kiosk/core/items/bank.h"
#include "kiosk/core/items/response.h"

namespace asah::assessment {

using items::Bank;
using items::Item;
using items::ItemKind;
using items::Pool;
using items::Response;
using items::Variant;

enum class AssessmentKind { PreTest, PostTest, Mapping, SelfAssessment };

/// Development: keys rest at the terminal and the person sees the result at once. Guarded: the
/// measuring keys of its banks stay at HQ, which scores; no terminal gets them, for no assessment.
enum class KeyClass { Development, Guarded };

/// Profile: the person sees the result. None: only that the answers are stored.
enum class Feedback { Profile, None };

/// So many items of one competency and level.
struct BlueprintRow {
    CompetencyCode competency;
    int level = 0;  // 1..4
    int count = 0;
    std::vector<ItemKind> kinds;            // allowed kinds; empty = all
    std::vector<IndicatorCode> indicators;  // allowed indicators; empty = all of the level
};

/// Rows are drawn in order; within a row indicators are covered as evenly as the bank allows.
/// Only items of the measuring pool are drawn.
struct Blueprint {
    std::vector<BlueprintRow> rows;
};

/// Which set of the banks a form is drawn from. Crossed: A or B by person, and the other one in the
/// counterpart, so that a pre-test and its post-test need no equating. SecondLook: the third set,
/// for people whose result is not certain yet, at the level of their standard alone.
enum class FormChoice { Any, A, B, Crossed, SecondLook };

struct BankRef {
    BankId id;
    int version = 0;
    Digest items_digest{};  // of the items member: pins the content
};

struct Assessment {
    AssessmentId id;
    int version = 0;
    AssessmentKind kind = AssessmentKind::PreTest;
    LocalText title;
    PurposeCode purpose;
    OccasionCode occasion;  // sittings of one occasion add up
    FormChoice form = FormChoice::Any;
    AssessmentId counterpart;  // crossed: the assessment in which each person gets the other form
    std::vector<BankRef> banks;
    Blueprint blueprint;
    DurationMs time_limit;  // 0 = none
    std::optional<UtcMs> opens;
    std::optional<UtcMs> closes;
    int attempts_max = 1;  // sittings a person may finish; 0 = any number
    int days_between_attempts = 0;
    KeyClass key_class = KeyClass::Development;
    Feedback feedback = Feedback::Profile;
};

/// One item on a form, in the order the person sees.
struct FormItem {
    BankId bank;
    int bank_version = 0;
    ItemId item;
    Digest revision{};                   // item_revision(): over all its languages
    std::vector<OptionId> option_order;  // as shown; ordering and matching too
    std::vector<OptionId> target_order;  // matching: right side as shown
    bool operator==(const FormItem&) const = default;
};

struct Form {
    Variant variant = Variant::Any;  // the set it was drawn from
    std::uint64_t seed = 0;          // how it was drawn; kept for inspection only
    std::vector<FormItem> items;
    bool operator==(const Form&) const = default;
};

/// The bank of a form's item; null when it is not among them.
const Bank* bank_of(const std::vector<const Bank*>& banks, const FormItem& item);

/// The sets that people may get.
std::vector<Variant> variants_of(FormChoice form);
/// The set for one person. Of two crossed counterparts each person gets A in one and B in the
/// other; which comes first is decided by the person's random id, so that about half begin with A.
Variant variant_for(const Assessment& assessment, const PersonId& person);
/// The rows for one person: of a second look those at the standard's level.
std::vector<BlueprintRow> rows_for(const Assessment& assessment, const Standard& standard);

/// Every item that some form of the assessment may hold.
std::set<std::pair<BankId, ItemId>> items_of(const Assessment& assessment,
                                             const std::vector<const Bank*>& banks);

/// Proves that banks can fill a blueprint in every form that people may get, with no item in two
/// rows: one problem for each row that falls short, with how many are needed and how many can be
/// had without enemies. Without a problem every form that draw_form makes is whole.
Problems check_coverage(const Assessment& assessment, const std::vector<const Bank*>& banks);

/// Draws a form: items by blueprint, enemies never together, order by competency then shuffled,
/// options shuffled as far as they may move (items::movable_options; statements keep item order).
/// A row of which items were withdrawn gets those that are left: headquarters refuses an assessment
/// that falls short for another reason.  Errors: NotEnoughItems when no item at all is left.
/// Same inputs, same form, on every machine.
Result<Form> draw_form(const Assessment& assessment, Variant variant,
                       const std::vector<const Bank*>& banks, std::uint64_t seed);

}  // namespace asah::assessment

// The limits of the level rule over every shipped bank and form, computed exactly: the score of a
// level's five items is a small convolution, the levels of a person are a chain over levels, and
// the range splits into what the levels up to one say and what those above say.
// The person of the model answers an item of a mastered level fully right with 0.85, else in one of
// the other ways. Above, the person guesses; options of situational items are drawn by their
// weight. Three guessers must keep the limit (framework.json, level_inference.limits): right at the
// kind's chance and nothing besides; any response alike, with what it earns; the same, but who
// marks as many options as are right. A fourth, right at the kind's chance and with partial credit
// besides, is counted twice and only printed. Where a form draws five of more items, each set of
// five is alike.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "kiosk/core/assessment/evidence.h"
#include "kiosk/core/formats/bank_sheet.h"
#include "kiosk/core/items/score.h"
#include "tests/core/content/framework_fixture.h"

using namespace asah;
using namespace asah::assessment;

namespace limits {

namespace {

constexpr int kItems = 5;
constexpr int kLevels = 4;

/// Probability by points, thousandths.
using Points = std::map<int, double>;

enum class Knows { Nothing, Half, Mastered };

Knows knows_of(int level, int truth, bool is_half) {
    return level <= truth                  ? Knows::Mastered
           : level == truth + 1 && is_half ? Knows::Half
                                           : Knows::Nothing;
}

/// All ways to choose some of the options, the empty one left out.
std::vector<Response> subsets_of(const std::vector<items::Option>& options) {
    std::vector<Response> all;
    for (std::uint32_t bits = 1; bits < (1U << options.size()); ++bits) {
        std::vector<OptionId> chosen;
        for (std::size_t i = 0; i < options.size(); ++i) {
            if ((bits & (1U << i)) != 0) {
                chosen.push_back(options[i].id);
            }
        }
        all.push_back(items::chose(std::move(chosen)));
    }
    return all;
}

std::vector<Response> orders_of(const std::vector<items::Option>& options) {
    std::vector<OptionId> ids;
    for (const auto& option : options) {
        ids.push_back(option.id);
    }
    std::sort(ids.begin(), ids.end());
    std::vector<Response> all;
    do {
        all.push_back(items::chose(ids));
    } while (std::next_permutation(ids.begin(), ids.end()));
    return all;
}

/// Each left side with another right side.
std::vector<Response> matches_of(const std::vector<items::Option>& options,
                                 const std::vector<items::Option>& targets) {
    std::vector<std::size_t> places(targets.size());
    for (std::size_t i = 0; i < places.size(); ++i) {
        places[i] = i;
    }
    std::vector<Response> all;
    do {
        std::vector<std::pair<OptionId, OptionId>> pairs;
        for (std::size_t i = 0; i < options.size(); ++i) {
            pairs.emplace_back(options[i].id, targets[places[i]].id);
        }
        all.push_back(items::paired(std::move(pairs)));
    } while (std::next_permutation(places.begin(), places.end()));
    return all;
}

std::vector<Response> responses_of(const Item& item) {
    const auto& options = items::options_of(item);
    switch (item.kind()) {
        case ItemKind::MultipleResponse:
            return subsets_of(options);
        case ItemKind::Ordering:
            return orders_of(options);
        case ItemKind::Matching:
            return matches_of(options, items::targets_of(item));
        default:
            return {Response{}};
    }
}

/// Points of these responses, each alike.
Points points_of_responses(const Item& item, const items::ItemKey& key,
                           const std::vector<Response>& responses) {
    Points points;
    for (const auto& response : responses) {
        points[items::score_response(item, key, response)] +=
            1.0 / static_cast<double>(responses.size());
    }
    return points;
}

/// Points of one option, drawn by its weight.
Points points_by_weight(const Item& item, const items::ItemKey& key) {
    Points points;
    const auto& options = items::options_of(item);
    const auto& weights = std::get<items::Situational::Key>(key.body).weights;
    double sum = 0;
    for (const int weight : weights) {
        sum += weight;
    }
    for (std::size_t i = 0; i < options.size(); ++i) {
        points[items::score_response(item, key, items::chose({options[i].id}))] += weights[i] / sum;
    }
    return points;
}

/// The same points without those of a fully right response.
Points misses_in(Points points) {
    points.erase(items::kPointsMax);
    double sum = 0;
    for (const auto& [value, p] : points) {
        sum += p;
    }
    for (auto& [value, p] : points) {
        p /= sum;
    }
    return points;
}

/// Fully right with this probability, else one of the misses.
Points mixed(double right, const Points& misses) {
    Points points{{items::kPointsMax, right}};
    for (const auto& [value, p] : misses) {
        points[value] += (1 - right) * p;
    }
    return points;
}

enum class Guess { ByChance, AnyResponse, RightCount, ByChanceWithCredit };
constexpr std::size_t kGuesses = 4;

/// An item of a form with what the test needs of it.
struct Asked {
    double chance = 0;
    Points misses;                         // of a person who knows the level, at least in part
    std::array<Points, kGuesses> guessed;  // all points of a person who does not
    LevelSums right;                       // what a fully right response adds
    LevelSums wrong;
};

LevelSums sums_when(const LevelRule& rule, const Item& item, const items::ItemKey& key,
                    int points) {
    Evidence one;
    one.item = item.id;
    one.competency = item.competency;
    one.level = 1;
    one.kind = item.kind();
    one.points = points;
    one.chance = chance_of(rule.range, item, key);
    return sums_of(rule, {one}, {}).at(item.competency).occasions.front().levels[0];
}

bool is_of_right_count(const items::ItemKey& key, const Response& response) {
    const auto* multiple = std::get_if<items::MultipleResponse::Key>(&key.body);
    return multiple == nullptr || response.chosen().size() == multiple->correct.size();
}

Asked asked_of(const LevelRule& rule, const Item& item, const items::ItemKey& key) {
    Asked asked;
    asked.chance = static_cast<double>(chance_of(rule.range, item, key)) / 1e9;
    asked.right = sums_when(rule, item, key, items::kPointsMax);
    asked.wrong = sums_when(rule, item, key, 0);
    const Points nothing{{0, 1.0}};
    if (item.kind() == ItemKind::Situational) {
        const auto drawn = points_by_weight(item, key);
        asked.misses = misses_in(drawn);
        asked.guessed.fill(drawn);
        return asked;
    }
    const auto responses = responses_of(item);
    const bool is_typed_or_one = responses.size() == 1;
    const auto any = points_of_responses(item, key, responses);
    asked.misses = is_typed_or_one ? nothing : misses_in(any);
    std::vector<Response> right_count;
    std::copy_if(responses.begin(), responses.end(), std::back_inserter(right_count),
                 [&](const auto& response) { return is_of_right_count(key, response); });
    const auto by_chance = mixed(asked.chance, nothing);
    asked.guessed = {by_chance, is_typed_or_one ? by_chance : any,
                     is_typed_or_one ? by_chance : points_of_responses(item, key, right_count),
                     mixed(asked.chance, asked.misses)};
    return asked;
}

double right_of(const Asked& asked, Knows knows) {
    switch (knows) {
        case Knows::Mastered:
            return 0.85;
        case Knows::Half:
            return std::max(0.6, asked.chance);
        case Knows::Nothing:
            break;
    }
    return asked.chance;
}

/// The items of one level from which a form draws five.
using LevelItems = std::vector<Asked>;

LevelItems level_items(const LevelRule& rule, const Bank& bank, Variant variant, int level) {
    LevelItems out;
    for (const auto& item : bank.items) {
        if (item.variant == variant && item.level == level && item.pool == Pool::Measuring) {
            out.push_back(asked_of(rule, item, *items::find_key(bank, item.id)));
        }
    }
    return out;
}

/// Adds up five of the items, each set alike: `add` lists what one item adds, with probabilities.
template <class Sum, class Add>
std::map<Sum, double> sum_of_five(const LevelItems& items, const Add& add) {
    std::array<std::map<Sum, double>, kItems + 1> chosen;
    chosen[0][Sum{}] = 1.0;
    double sets = 1;
    for (std::size_t n = 0; n < items.size(); ++n) {
        for (std::size_t count = kItems; count > 0; --count) {
            for (const auto& [sum, p] : chosen[count - 1]) {
                for (const auto& [more, q] : add(items[n])) {
                    chosen[count][sum + more] += p * q;
                }
            }
        }
    }
    for (std::size_t i = 0; i < kItems; ++i) {
        sets = sets * static_cast<double>(items.size() - i) / static_cast<double>(i + 1);
    }
    for (auto& [sum, p] : chosen[kItems]) {
        p /= sets;
    }
    return chosen[kItems];
}

Points points_of(const LevelItems& level, Knows knows, Guess guess = Guess::ByChance) {
    return sum_of_five<int>(level, [&](const Asked& asked) {
        return knows == Knows::Nothing ? asked.guessed[static_cast<std::size_t>(guess)]
                                       : mixed(right_of(asked, knows), asked.misses);
    });
}

bool is_at(int percent, int points, int items) {
    return points * 100 >= percent * items::kPointsMax * items;
}

/// Probability of each stated level, 0..4. After a hole nothing higher is reached.
std::array<double, kLevels + 1> stated_levels(const LevelRule& rule,
                                              const std::array<Points, kLevels>& levels) {
    using State = std::pair<int, std::size_t>;  // pooled points, level reached
    std::map<State, double> states{{State{}, 1.0}};
    std::array<double, kLevels + 1> out{};
    for (int level = 1; level <= kLevels; ++level) {
        std::map<State, double> next;
        for (const auto& [state, p] : states) {
            for (const auto& [points, q] : levels[static_cast<std::size_t>(level - 1)]) {
                State then{state.first + points, state.second};
                if (is_at(rule.threshold_percent, points, kItems) &&
                    is_at(rule.threshold_percent, then.first, kItems * level)) {
                    then.second = static_cast<std::size_t>(level);
                }
                if (is_at(rule.hole_percent, points, kItems)) {
                    next[then] += p * q;
                } else {
                    out[then.second] += p * q;
                }
            }
        }
        states = std::move(next);
    }
    for (const auto& [state, p] : states) {
        out[state.second] += p;
    }
    return out;
}

/// Probability that a master of `standard` who was not recognised on the form is after five more.
double won_by_second_look(const LevelRule& rule, const std::array<Points, kLevels>& first,
                          const Points& second, int standard) {
    std::map<int, double> below{{0, 1.0}};  // pooled points, without a hole
    for (int level = 1; level < standard; ++level) {
        std::map<int, double> next;
        for (const auto& [pooled, p] : below) {
            for (const auto& [points, q] : first[static_cast<std::size_t>(level - 1)]) {
                if (is_at(rule.hole_percent, points, kItems)) {
                    next[pooled + points] += p * q;
                }
            }
        }
        below = std::move(next);
    }
    double won = 0;
    for (const auto& [pooled, p] : below) {
        for (const auto& [own, q] : first[static_cast<std::size_t>(standard - 1)]) {
            if (is_at(rule.threshold_percent, own, kItems) &&
                is_at(rule.threshold_percent, pooled + own, kItems * standard)) {
                continue;
            }
            for (const auto& [more, r] : second) {
                if (is_at(rule.threshold_percent, own + more, 2 * kItems) &&
                    is_at(rule.threshold_percent, pooled + own + more, kItems * (standard + 1))) {
                    won += p * q * r;
                }
            }
        }
    }
    return won;
}

/// What items say of a level: log-likelihoods if it is mastered, and if half of it is known.
struct Likelihood {
    std::int64_t mastered = 0;
    std::int64_t half = 0;
    auto operator<=>(const Likelihood&) const = default;
    Likelihood operator+(const Likelihood& other) const {
        return {mastered + other.mastered, half + other.half};
    }
};

/// exp of the two, with the probability of the items that give them.
struct Weight {
    double mastered = 1;
    double half = 1;
    double p = 0;
};

using Weights = std::vector<Weight>;

Weights weights_of(const std::map<Likelihood, double>& sums) {
    Weights out;
    for (const auto& [ll, p] : sums) {
        out.push_back({std::exp(static_cast<double>(ll.mastered) / 1e9),
                       std::exp(static_cast<double>(ll.half) / 1e9), p});
    }
    return out;
}

Weights weights_of(const LevelItems& level, Knows knows) {
    return weights_of(sum_of_five<Likelihood>(level, [&](const Asked& asked) {
        const double right = right_of(asked, knows);
        return std::map<Likelihood, double>{
            {{asked.right.mastered_ll, asked.right.half_ll}, right},
            {{asked.wrong.mastered_ll, asked.wrong.half_ll}, 1 - right}};
    }));
}

/// What five items tell: points and log-likelihoods.
struct Told {
    int points = 0;
    Likelihood ll;
    auto operator<=>(const Told&) const = default;
    Told operator+(const Told& other) const { return {points + other.points, ll + other.ll}; }
};

/// Of a mastered level, each case as likely as `share_of` its points.
template <class ShareOf>
Weights weights_among(const LevelItems& level, const ShareOf& share_of) {
    const auto sums = sum_of_five<Told>(level, [](const Asked& asked) {
        std::map<Told, double> one;
        for (const auto& [points, p] : mixed(right_of(asked, Knows::Mastered), asked.misses)) {
            const auto& ll = points == items::kPointsMax ? asked.right : asked.wrong;
            one[{points, {ll.mastered_ll, ll.half_ll}}] += p;
        }
        return one;
    });
    std::map<Likelihood, double> among;
    for (const auto& [told, p] : sums) {
        among[told.ll] += p * share_of(told.points);
    }
    return weights_of(among);
}

/// Values in order, with the probability of each and of all below.
class Spread {
   public:
    void add(double value, double p) { m_values.emplace_back(value, p); }
    void sort() {
        std::sort(m_values.begin(), m_values.end());
        m_below.assign(1, 0.0);
        for (const auto& [value, p] : m_values) {
            m_below.push_back(m_below.back() + p);
        }
    }
    /// Probability of a value over this one.
    [[nodiscard]] double over(double value) const {
        const auto at = std::upper_bound(m_values.begin(), m_values.end(), value,
                                         [](double v, const auto& one) { return v < one.first; });
        return m_below.back() - m_below[static_cast<std::size_t>(at - m_values.begin())];
    }
    [[nodiscard]] const std::vector<std::pair<double, double>>& values() const { return m_values; }

   private:
    std::vector<std::pair<double, double>> m_values;
    std::vector<double> m_below;
};

/// The range of one person on one form. The classes are 1, h1, m1, m1 h2, m1 m2, ...; those of
/// fewer than L mastered levels have the sum F(L) x m1..mL, the others G(L) x m1..mL, where F(L) =
/// (F(L-1) + 1 + h(L)) / m(L), F(0) = 0 and G(L) = 1 + h(L+1) + m(L+1) G(L+1), G(4) = 1. L lies
/// outside the range where F(L) / G(L) is large.
class RangeOdds {
   public:
    explicit RangeOdds(std::array<Weights, kLevels> weights) : m_weights(std::move(weights)) {
        for (const auto& one : m_weights[0]) {
            for (const auto& two : m_weights[1]) {
                m_low.add(((1 + one.half) / one.mastered + 1 + two.half) / two.mastered,
                          one.p * two.p);
            }
        }
        for (const auto& three : m_weights[2]) {
            for (const auto& four : m_weights[3]) {
                m_high.add(1 + three.half + three.mastered * (1 + four.half + four.mastered),
                           three.p * four.p);
            }
        }
        m_low.sort();
        m_high.sort();
    }

    /// Probability that F(level) / G(level) is over `odds`.
    [[nodiscard]] double over(int level, double odds) const {
        double sum = 0;
        if (level == 1) {  // G(1) = 1 + h2 + m2 G(2) lies under F(1) / odds
            for (const auto& one : m_weights[0]) {
                for (const auto& two : m_weights[1]) {
                    const double limit = (1 + one.half) / one.mastered / odds;
                    sum += one.p * two.p * (1 - m_high.over((limit - 1 - two.half) / two.mastered));
                }
            }
        } else if (level == 2) {
            for (const auto& [high, p] : m_high.values()) {
                sum += p * m_low.over(odds * high);
            }
        } else {
            for (const auto& three : m_weights[2]) {
                for (const auto& four : m_weights[3]) {
                    const double f3 = level == 3 ? odds * (1 + four.half + four.mastered)
                                                 : odds * four.mastered - 1 - four.half;
                    sum += three.p * four.p * m_low.over(f3 * three.mastered - 1 - three.half);
                }
            }
        }
        return sum;
    }

   private:
    std::array<Weights, kLevels> m_weights;
    Spread m_low;   // F(2)
    Spread m_high;  // G(2)
};

/// Probability that the range alone, not joined with the stated level, lies below and above.
struct Missed {
    double below = 0;  // high < truth
    double above = 0;  // low > truth
};

Missed missed_by_range(const LevelRule& rule, const std::array<LevelItems, kLevels>& form,
                       int truth, bool is_half) {
    std::array<Weights, kLevels> weights;
    for (int level = 1; level <= kLevels; ++level) {
        const auto at = static_cast<std::size_t>(level - 1);
        weights[at] = weights_of(form[at], knows_of(level, truth, is_half));
    }
    const RangeOdds odds(std::move(weights));
    const double tail = static_cast<double>(rule.range.tail) / 1e9;
    Missed missed;
    missed.below = truth > 0 ? odds.over(truth, (1 - tail) / tail) : 0;
    missed.above = truth < kLevels ? 1 - odds.over(truth + 1, tail / (1 - tail)) : 0;
    return missed;
}

/// At most how often a second look that would recognise a master of `truth` is not offered, because
/// the range ends below: no hole below, and own points that five more items can mend.
double lost_by_range(const LevelRule& rule, const std::array<LevelItems, kLevels>& form,
                     const Points& second, int truth) {
    const auto has_no_hole = [&](int points) {
        return is_at(rule.hole_percent, points, kItems) ? 1.0 : 0.0;
    };
    const auto mended = [&](int points) {
        double sum = 0;
        for (const auto& [more, p] : second) {
            sum += is_at(rule.threshold_percent, points + more, 2 * kItems) ? p : 0;
        }
        return sum;
    };
    std::array<Weights, kLevels> weights;
    for (int level = 1; level <= kLevels; ++level) {
        const auto at = static_cast<std::size_t>(level - 1);
        weights[at] = level > truth    ? weights_of(form[at], Knows::Nothing)
                      : level == truth ? weights_among(form[at], mended)
                                       : weights_among(form[at], has_no_hole);
    }
    const double tail = static_cast<double>(rule.range.tail) / 1e9;
    return RangeOdds(std::move(weights)).over(truth, (1 - tail) / tail);
}

struct Mean {
    double sum = 0;
    int count = 0;
    void add(double value) {
        sum += value;
        ++count;
    }
    [[nodiscard]] double value() const { return count > 0 ? 100 * sum / count : 0; }
};

/// What is printed for the note, in per cent.
struct Figures {
    std::array<double, kGuesses> too_high{};  // worst over banks, forms and true levels
    double too_high_half = 0;                 // who half knows the next level: no limit
    double covered = 100;                     // the range, worst
    Mean technical;
    Mean technical_second;
    Mean managerial;
    Mean managerial_second;
};

using Form = std::array<LevelItems, kLevels>;

Form form_of(const LevelRule& rule, const Bank& bank, Variant variant) {
    Form form;
    for (int level = 1; level <= kLevels; ++level) {
        auto& items = form[static_cast<std::size_t>(level - 1)];
        items = level_items(rule, bank, variant, level);
        REQUIRE(items.size() >= kItems);
    }
    return form;
}

std::array<Points, kLevels> points_on(const Form& form, int truth, bool is_half, Guess guess) {
    std::array<Points, kLevels> points;
    for (int level = 1; level <= kLevels; ++level) {
        const auto at = static_cast<std::size_t>(level - 1);
        points[at] = points_of(form[at], knows_of(level, truth, is_half), guess);
    }
    return points;
}

double too_high(const std::array<double, kLevels + 1>& stated, int truth) {
    double sum = 0;
    for (int level = truth + 1; level <= kLevels; ++level) {
        sum += stated[static_cast<std::size_t>(level)];
    }
    return sum;
}

/// How often a master of `truth` is recognised on the form and, where the range offers it, after a
/// second look.
void add_recognised(const LevelRule& rule, const Form& form, const LevelItems& third, int truth,
                    Mean& first, Mean& second) {
    const auto points = points_on(form, truth, false, Guess::ByChance);
    const auto stated = stated_levels(rule, points);
    const double recognised = too_high(stated, truth - 1);
    const auto more = points_of(third, Knows::Mastered);
    const double won = won_by_second_look(rule, points, more, truth);
    first.add(recognised);
    second.add(recognised + won - lost_by_range(rule, form, more, truth));
}

void add_form(const LevelRule& rule, const Bank& bank, Variant variant, Figures& figures) {
    const auto form = form_of(rule, bank, variant);
    const auto third = form_of(rule, bank, Variant::C);
    CAPTURE(bank.items.front().id.value);
    const bool is_technical = bank.items.front().competency.value.starts_with("T.");
    for (int truth = 0; truth <= kLevels; ++truth) {
        CAPTURE(truth);
        for (std::size_t guess = 0; guess < kGuesses; ++guess) {
            const auto stated =
                stated_levels(rule, points_on(form, truth, false, static_cast<Guess>(guess)));
            auto& worst = figures.too_high[guess];
            worst = std::max(worst, 100 * too_high(stated, truth));
        }
        for (const bool is_half : {false, true}) {
            if (is_half && truth == kLevels) {
                continue;
            }
            const auto missed = missed_by_range(rule, form, truth, is_half);
            figures.covered = std::min(figures.covered, 100 * (1 - missed.below - missed.above));
            CHECK(1 - missed.below - missed.above >= 0.90);
        }
        if (truth < kLevels) {
            const auto stated = stated_levels(rule, points_on(form, truth, true, Guess::ByChance));
            figures.too_high_half = std::max(figures.too_high_half, 100 * too_high(stated, truth));
        }
        if (truth > 0) {
            add_recognised(rule, form, third[static_cast<std::size_t>(truth - 1)], truth,
                           is_technical ? figures.technical : figures.managerial,
                           is_technical ? figures.technical_second : figures.managerial_second);
        }
    }
}

Figures figures_of(const LevelRule& rule) {
    const auto framework = content::real_framework();
    Figures figures;
    for (const auto* name : {"M01", "M02", "M03", "M04", "M05", "M06", "M07", "M08", "SK01", "T01",
                             "T02", "T03", "T04", "T05", "T06"}) {
        const auto sheet = std::string("bank_") + name + ".csv";
        const auto text = content::asset_text("samples/" + sheet);
        const auto parsed = formats::parse_bank_sheet(as_bytes(text), sheet, framework);
        REQUIRE_FALSE(has_errors(parsed.problems));
        for (const auto variant : {Variant::A, Variant::B}) {
            add_form(rule, parsed.value, variant, figures);
        }
    }
    return figures;
}

}  // namespace

TEST_SUITE_BEGIN("core/assessment/limits");

TEST_CASE("the level rule keeps its limits over every shipped bank and form") {
    const auto figures = figures_of(content::real_framework().level_rule);
    const auto worst = [&](Guess guess) {
        return figures.too_high[static_cast<std::size_t>(guess)];
    };
    MESSAGE("stated too high at worst %: right by chance ", worst(Guess::ByChance),
            ", any response ", worst(Guess::AnyResponse), ", as many as are right ",
            worst(Guess::RightCount), "; by chance and with credit besides (no limit) ",
            worst(Guess::ByChanceWithCredit), "; who half knows the next level (no limit) ",
            figures.too_high_half);
    MESSAGE("recognised technical %: ", figures.technical.value(), " then ",
            figures.technical_second.value());
    MESSAGE("recognised managerial %: ", figures.managerial.value(), " then ",
            figures.managerial_second.value());
    MESSAGE("range holds the true level at worst %: ", figures.covered);
    for (const auto guess : {Guess::ByChance, Guess::AnyResponse, Guess::RightCount}) {
        CHECK(worst(guess) <= 5.0);
        CHECK(worst(guess) > 4.0);  // the model guesses
    }
    CHECK(figures.technical.value() >= 77.0);
    CHECK(figures.technical_second.value() >= 85.0);
    CHECK(figures.managerial.value() >= 82.0);
    CHECK(figures.managerial_second.value() >= 90.0);
    CHECK(figures.covered >= 90.0);
}

TEST_CASE("the range of the limits is the range of the rule") {
    // The closed form against the rule itself, over all rights of five items at each level.
    const LevelRule rule;
    constexpr double kChance = 0.25;
    LevelItems level(kItems);
    for (auto& asked : level) {
        asked.chance = kChance;
        Evidence one;
        one.competency = CompetencyCode("T.01");
        one.level = 1;
        one.chance = static_cast<Billionths>(kChance * 1e9);
        one.points = items::kPointsMax;
        asked.right = sums_of(rule, {one}, {}).at(one.competency).occasions.front().levels[0];
        one.points = 0;
        asked.wrong = sums_of(rule, {one}, {}).at(one.competency).occasions.front().levels[0];
    }
    const Form form{level, level, level, level};
    constexpr int kTruth = 2;
    const auto binomial = [&](int right, double p) {
        static constexpr std::array<double, kItems + 1> kWays{1, 5, 10, 10, 5, 1};
        return kWays[static_cast<std::size_t>(right)] * std::pow(p, right) *
               std::pow(1 - p, kItems - right);
    };
    Missed direct;
    for (int all = 0; all < 6 * 6 * 6 * 6; ++all) {
        std::array<int, kLevels> right{all % 6, all / 6 % 6, all / 36 % 6, all / 216};
        OccasionSums sums{OccasionCode("2027-1"), {}};
        double p = 1;
        for (std::size_t i = 0; i < kLevels; ++i) {
            const auto hits = right[i];
            p *= binomial(hits, i < kTruth ? 0.85 : kChance);
            sums.levels[i].item_count = kItems;
            sums.levels[i].mastered_ll =
                hits * level[0].right.mastered_ll + (kItems - hits) * level[0].wrong.mastered_ll;
            sums.levels[i].half_ll =
                hits * level[0].right.half_ll + (kItems - hits) * level[0].wrong.half_ll;
        }
        const auto levels = levels_of(rule, 24, 0, {sums}, {});
        direct.below += levels.at_least[kTruth - 1] < 0.05 ? p : 0;
        direct.above += levels.at_least[kTruth] >= 0.95 ? p : 0;
    }
    const auto missed = missed_by_range(rule, form, kTruth, false);
    CHECK(missed.below == doctest::Approx(direct.below));
    CHECK(missed.above == doctest::Approx(direct.above));
    CHECK(direct.below + direct.above > 0.001);
}

TEST_SUITE_END();

}  // namespace limits

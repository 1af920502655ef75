// The thief of a terminal has its storage key and every bank. Over 1,000 simulated sittings: how
// many answers follow for certain from what the person is shown (level, range, indicators), how
// many from what rests on the disk besides, and how many from the points of every item, which
// terminals once kept. A level with everything right tells its answers in each case.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>

#include "kiosk/core/assessment/evidence.h"
#include "kiosk/core/base/random.h"
#include "kiosk/core/formats/bank_sheet.h"
#include "kiosk/core/items/score.h"
#include "tests/core/assessment/an_item.h"
#include "tests/core/content/framework_fixture.h"

using namespace asah;
using namespace asah::assessment;

namespace thief {

namespace {

constexpr int kSittings = 1000;

/// How many responses earn these points: 1 = the points give the answer away.
using Ways = std::map<int, int>;

Ways ways_of(const Item& item, const items::ItemKey& key) {
    Ways ways;
    const auto& options = items::options_of(item);
    if (item.kind() == ItemKind::SingleChoice || item.kind() == ItemKind::TrueFalse ||
        item.kind() == ItemKind::Situational) {
        for (const auto& option : options) {
            ++ways[items::score_response(item, key, items::chose({option.id}))];
        }
    } else if (item.kind() == ItemKind::MultipleResponse) {
        for (std::uint32_t bits = 1; bits < (1U << options.size()); ++bits) {
            std::vector<OptionId> chosen;
            for (std::size_t i = 0; i < options.size(); ++i) {
                if ((bits & (1U << i)) != 0) {
                    chosen.push_back(options[i].id);
                }
            }
            ++ways[items::score_response(item, key, items::chose(chosen))];
        }
    } else {
        ways = {{0, 2}, {items::kPointsMax, 1}};  // typed or arranged: many wrong ways, one right
    }
    return ways;
}

struct Asked {
    const Item* item = nullptr;
    Ways ways;
    Billionths chance = 0;
};

/// Five items of a level, as a form of the bank's set A holds them.
std::vector<Asked> level_of(const LevelRule& rule, const Bank& bank, int level) {
    std::vector<Asked> asked;
    for (const auto& item : bank.items) {
        if (item.variant == Variant::A && item.level == level && item.pool == Pool::Measuring &&
            asked.size() < 5) {
            const auto& key = *items::find_key(bank, item.id);
            asked.push_back({&item, ways_of(item, key), chance_of(rule.range, item, key)});
        }
    }
    return asked;
}

Evidence evidence_of(const Asked& asked, int points) {
    Evidence one;
    one.bank = BankId("bank");
    one.item = asked.item->id;
    one.competency = asked.item->competency;
    one.level = asked.item->level;
    one.kind = asked.item->kind();
    one.indicator = asked.item->indicator;
    one.points = points;
    one.chance = asked.chance;
    one.was_answered = true;
    one.occasion = OccasionCode("2027-1");
    one.at = UtcMs{1'800'000'000'000};
    return one;
}

std::vector<Evidence> evidence_when(const std::vector<Asked>& asked,
                                    const std::vector<int>& points) {
    std::vector<Evidence> evidence;
    for (std::size_t i = 0; i < asked.size(); ++i) {
        evidence.push_back(evidence_of(asked[i], points[i]));
    }
    return evidence;
}

CompetencySums sums_when(const LevelRule& rule, const std::vector<Asked>& asked,
                         const std::vector<int>& points) {
    return kept_sums_of(rule, evidence_when(asked, points)).at(asked.front().item->competency);
}

/// Every combination of points that the level's items can earn.
std::vector<std::vector<int>> all_points(const std::vector<Asked>& asked) {
    std::vector<std::vector<int>> all{{}};
    for (const auto& one : asked) {
        std::vector<std::vector<int>> next;
        for (const auto& begun : all) {
            for (const auto& [points, ways] : one.ways) {
                next.push_back(begun);
                next.back().push_back(points);
            }
        }
        all = std::move(next);
    }
    return all;
}

/// Answers that every combination of the list agrees on, and that their points give away.
int certain_in(const std::vector<Asked>& asked, const std::vector<const std::vector<int>*>& list) {
    int certain = 0;
    for (std::size_t i = 0; i < asked.size(); ++i) {
        std::set<int> values;
        for (const auto* points : list) {
            values.insert((*points)[i]);
        }
        certain += values.size() == 1 && asked[i].ways.at(*values.begin()) == 1 ? 1 : 0;
    }
    return certain;
}

/// What lies on the disk of one level, and the part of it that the result shows.
std::string disk_words(const CompetencySums& sums) {
    std::string words;
    for (const auto& level : sums.occasions.front().levels) {
        words += std::to_string(level.item_count) + "/" + std::to_string(level.points) + "/" +
                 std::to_string(level.mastered_ll) + "/" + std::to_string(level.half_ll) + " ";
    }
    return words;
}

/// The result of the sitting as the person reads it.
std::string shown_words(const LevelRule& rule, const std::vector<Evidence>& evidence) {
    const auto as_of = evidence.front().at;
    const auto sums = sums_of(rule, evidence, as_of).at(evidence.front().competency);
    const auto levels = levels_of(rule, 24, 0, sums.occasions, {as_of, 0});
    std::string words = std::to_string(levels.level) + " (" + std::to_string(levels.level_low) +
                        "-" + std::to_string(levels.level_high) + ") ";
    for (const auto& one : sums.named) {
        words += one.indicator.value + (one.is_shown ? "+ " : "- ");
    }
    return words;
}

/// One level of one bank with everything that a thief can compute beforehand.
struct Book {
    std::vector<Asked> asked;
    std::vector<std::vector<int>> points;
    std::map<std::string, std::vector<const std::vector<int>*>> by_disk;
    std::map<std::string, std::vector<const std::vector<int>*>> by_shown;
    std::vector<std::pair<std::string, std::string>> words;
};

Book book_of(const LevelRule& rule, const Bank& bank, int level) {
    Book book;
    book.asked = level_of(rule, bank, level);
    book.points = all_points(book.asked);
    for (const auto& points : book.points) {
        const auto shown = shown_words(rule, evidence_when(book.asked, points));
        book.words.emplace_back(disk_words(sums_when(rule, book.asked, points)) + shown, shown);
        book.by_disk[book.words.back().first].push_back(&points);
        book.by_shown[book.words.back().second].push_back(&points);
    }
    return book;
}

}  // namespace

TEST_SUITE_BEGIN("core/assessment/thief");

TEST_CASE("the disk tells hardly an answer more than the shown result") {
    const auto framework = content::real_framework();
    const auto& rule = framework.level_rule;
    std::vector<Bank> banks;
    std::vector<Book> books;
    for (const auto* name : {"T01", "T03", "T04", "T06", "M01", "M03", "M05", "M08"}) {
        const auto sheet = std::string("bank_") + name + ".csv";
        const auto text = content::asset_text("samples/" + sheet);
        banks.push_back(formats::parse_bank_sheet(as_bytes(text), sheet, framework).value);
    }
    for (const auto& bank : banks) {
        books.push_back(book_of(rule, bank, 1));
    }
    SeededGenerator generator(2027);
    int answers = 0;
    int by_points = 0;
    int by_disk = 0;
    int by_shown = 0;
    int of_right_levels = 0;
    for (int sitting = 0; sitting < kSittings; ++sitting) {
        const auto& book = books[generator.below(books.size())];
        const auto able = 300 + generator.below(700);  // of a thousand
        std::vector<int> points;
        bool is_all_right = true;
        for (const auto& asked : book.asked) {
            auto value = std::prev(asked.ways.end());
            if (generator.below(1000) >= able) {
                value = asked.ways.begin();
                std::advance(value,
                             static_cast<std::ptrdiff_t>(generator.below(asked.ways.size())));
            }
            points.push_back(value->first);
            is_all_right = is_all_right && value->first == items::kPointsMax;
        }
        const auto place = std::find(book.points.begin(), book.points.end(), points);
        const auto& [disk, shown] =
            book.words[static_cast<std::size_t>(place - book.points.begin())];
        const int told = certain_in(book.asked, book.by_disk.at(disk));
        answers += static_cast<int>(points.size());
        by_points += certain_in(book.asked, {&*place});
        by_disk += told;
        by_shown += certain_in(book.asked, book.by_shown.at(shown));
        of_right_levels += is_all_right ? told : 0;
    }
    const auto percent = [&](int count) { return 100.0 * count / answers; };
    MESSAGE("answers known for certain %: from the shown result ", percent(by_shown),
            ", from the disk ", percent(by_disk), " (of these in levels with everything right ",
            percent(of_right_levels), "), from the points of every item ", percent(by_points));
    CHECK(answers == 5 * kSittings);
    CHECK(percent(by_disk) <= percent(by_shown) + 4.0);
    CHECK(percent(by_disk) - percent(of_right_levels) < 23.0);
    CHECK(percent(by_points) > percent(by_disk) + 10.0);  // the thief is able
}

TEST_CASE("log-likelihoods on the disk do not depend on which item was right") {
    const LevelRule rule;
    auto first = an_item("a", 1);
    auto second = an_item("b", 1);
    const std::vector<Asked> asked{{&first, {}, 250'000'000}, {&second, {}, 400'000'000}};
    const auto one = sums_when(rule, asked, {1000, 0});
    const auto other = sums_when(rule, asked, {0, 1000});
    CHECK(one == other);
    CHECK(one.occasions.front().levels[0].points == 1000);
    CHECK_FALSE(one == sums_when(rule, asked, {1000, 1000}));
}

TEST_SUITE_END();

}  // namespace thief

#include "kiosk/core/items/twins.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <set>
#include <string>

#include "kiosk/core/items/fold.h"

namespace asah::items {

namespace {

constexpr std::size_t kTellingWords = 6;
constexpr std::size_t kWordsMin = 3;
constexpr std::size_t kSharedPercent = 75;

std::vector<std::string> words_in(const std::string& text) {
    std::vector<std::string> words;
    std::string word;
    for (const char c : folded(text) + " ") {
        const auto byte = static_cast<unsigned char>(c);
        if (byte >= 0x80U || std::isalnum(byte) != 0) {
            word.push_back(c);
        } else if (!word.empty()) {
            words.push_back(std::move(word));
            word.clear();
        }
    }
    return words;
}

struct Stem {
    std::vector<std::string> words;  // as they follow each other
    std::vector<int> rarest;         // each once, by rank: the rarest in the bank first
};

/// Words get a rank by how many stems have them.
std::vector<Stem> stems_of(const std::vector<Item>& items) {
    std::vector<Stem> stems(items.size());
    std::map<std::string, int> counts;
    for (std::size_t i = 0; i < items.size(); ++i) {
        stems[i].words = words_in(items[i].stem.id);
        for (const auto& word : std::set(stems[i].words.begin(), stems[i].words.end())) {
            ++counts[word];
        }
    }
    std::vector<std::pair<int, std::string>> by_count;
    for (const auto& [word, count] : counts) {
        by_count.emplace_back(count, word);
    }
    std::sort(by_count.begin(), by_count.end());
    std::map<std::string, int> ranks;
    for (const auto& [count, word] : by_count) {
        ranks.emplace(word, static_cast<int>(ranks.size()));
    }
    for (auto& stem : stems) {
        std::set<int> own;
        for (const auto& word : stem.words) {
            own.insert(ranks.at(word));
        }
        stem.rarest.assign(own.begin(), own.end());
    }
    return stems;
}

/// Whether the shared words are enough. Both lists are sorted.
bool is_near(const std::vector<int>& a, const std::vector<int>& b) {
    std::vector<int> shared;
    std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(shared));
    const std::size_t all = a.size() + b.size() - shared.size();
    return all > 0 && shared.size() * 100 >= all * kSharedPercent;
}

std::set<std::string> option_texts(const Item& item) {
    std::set<std::string> texts;
    for (const auto& option : options_of(item)) {
        texts.insert(folded(option.text.id));
    }
    return texts;
}

}  // namespace

std::vector<Twins> find_twins(const std::vector<Item>& items) {
    const auto stems = stems_of(items);
    std::vector<Twins> twins;
    // Two sets of which 75 % is shared have a word in common among the rarest 25 % and one of each
    // (prefix filter; Chaudhuri, Ganti & Kaushik 2006).
    std::map<int, std::vector<std::size_t>> by_word;
    for (std::size_t second = 0; second < items.size(); ++second) {
        const auto& stem = stems[second];
        const std::size_t must_share = (stem.rarest.size() * kSharedPercent + 99) / 100;
        const std::size_t prefix = stem.rarest.empty() ? 0 : stem.rarest.size() - must_share + 1;
        std::set<std::size_t> candidates;
        for (std::size_t i = 0; i < prefix; ++i) {
            auto& others = by_word[stem.rarest[i]];
            candidates.insert(others.begin(), others.end());
            others.push_back(second);
        }
        for (const std::size_t first : candidates) {
            const auto words = std::min(stem.words.size(), stems[first].words.size());
            const bool is_telling =
                words >= kTellingWords ||
                (words >= kWordsMin && option_texts(items[first]) == option_texts(items[second]));
            if (is_telling && is_near(stems[first].rarest, stem.rarest) &&
                !are_enemies(items[first], items[second])) {
                twins.push_back({first, second, stems[first].words == stem.words});
            }
        }
    }
    return twins;
}

bool are_enemies(const Item& a, const Item& b) {
    const auto lists = [](const Item& item, const ItemId& id) {
        return std::find(item.enemies.begin(), item.enemies.end(), id) != item.enemies.end();
    };
    return a.id != b.id && (lists(a, b.id) || lists(b, a.id));
}

void make_enemies(Item& a, Item& b) {
    const auto add = [](Item& item, const ItemId& id) {
        const auto place = std::lower_bound(item.enemies.begin(), item.enemies.end(), id);
        if (place == item.enemies.end() || *place != id) {
            item.enemies.insert(place, id);
        }
    };
    add(a, b.id);
    add(b, a.id);
}

}  // namespace asah::items

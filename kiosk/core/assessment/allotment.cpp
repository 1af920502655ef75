#include "kiosk/core/assessment/allotment.h"

#include <algorithm>
#include <map>
#include <set>

namespace asah::assessment {

namespace {

// A form has tens of items and few enemies: a search that needs more steps will not end soon.
constexpr int kSearchStepsMax = 20'000;

using Enemies = std::map<const Item*, std::vector<const Item*>>;

/// For each candidate the other candidates that are its enemies. An enemy is named by its code
/// alone, so items of any bank can be.
Enemies enemies_of(const std::vector<AllotmentRow>& rows) {
    std::map<ItemId, std::set<const Item*>> by_id;
    for (const auto& row : rows) {
        for (const auto& candidate : row.candidates) {
            by_id[candidate.item->id].insert(candidate.item);
        }
    }
    std::map<const Item*, std::set<const Item*>> both_ways;
    for (const auto& [id, items] : by_id) {
        for (const Item* item : items) {
            for (const auto& enemy_id : item->enemies) {
                const auto found = by_id.find(enemy_id);
                if (found == by_id.end() || enemy_id == id) {
                    continue;
                }
                for (const Item* enemy : found->second) {
                    both_ways[item].insert(enemy);
                    both_ways[enemy].insert(item);
                }
            }
        }
    }
    Enemies enemies;
    for (const auto& [item, others] : both_ways) {
        enemies[item].assign(others.begin(), others.end());
    }
    return enemies;
}

// Gives rows their items, each item to one row. A row takes the first free item of its list; when
// none is free, another row gives one up for a later one of its own, so that a blueprint is filled
// whenever it can be (augmenting path; Kuhn 1955).
class Matching {
   public:
    explicit Matching(const std::vector<AllotmentRow>& rows) : m_rows(&rows) {
        for (std::size_t i = 0; i < rows.size(); ++i) {
            take(i);
        }
    }
    [[nodiscard]] std::vector<std::vector<Candidate>> taken() const {
        std::vector<std::vector<Candidate>> out(m_rows->size());
        for (std::size_t i = 0; i < m_rows->size(); ++i) {
            for (const auto& candidate : (*m_rows)[i].candidates) {
                const auto owner = m_owners.find(candidate.item);
                if (owner != m_owners.end() && owner->second == i) {
                    out[i].push_back(candidate);
                }
            }
        }
        return out;
    }

   private:
    void take(std::size_t row) {
        for (int i = 0; i < (*m_rows)[row].count; ++i) {
            std::vector<bool> asked(m_rows->size());
            if (!take_one(row, asked)) {
                return;
            }
        }
    }
    bool take_one(std::size_t row, std::vector<bool>& asked) {
        asked[row] = true;
        for (const auto& candidate : (*m_rows)[row].candidates) {
            if (m_owners.try_emplace(candidate.item, row).second) {
                return true;
            }
        }
        for (const auto& candidate : (*m_rows)[row].candidates) {
            const std::size_t owner = m_owners[candidate.item];
            if (!asked[owner] && take_one(owner, asked)) {
                m_owners[candidate.item] = row;
                return true;
            }
        }
        return false;
    }

    const std::vector<AllotmentRow>* m_rows;
    std::map<const Item*, std::size_t> m_owners;
};

// Takes items row by row and goes back where a row cannot be filled.
class Search {
   public:
    Search(const std::vector<AllotmentRow>& rows, const Enemies& enemies)
        : m_rows(&rows), m_enemies(&enemies), m_taken(rows.size()) {}

    bool run() { return fill(0, 0); }
    [[nodiscard]] const std::vector<std::vector<Candidate>>& taken() const { return m_taken; }

   private:
    [[nodiscard]] int needed(std::size_t row) const {
        return (*m_rows)[row].count - static_cast<int>(m_taken[row].size());
    }
    [[nodiscard]] bool is_free(const Item* item) const {
        const auto found = m_blocked.find(item);
        return found == m_blocked.end() || found->second == 0;
    }
    /// Whether every row has enough free candidates, from `next` on in the current row.
    [[nodiscard]] bool can_go_on(std::size_t row, std::size_t next) const {
        for (std::size_t i = row; i < m_rows->size(); ++i) {
            const auto& list = (*m_rows)[i].candidates;
            const auto begin =
                list.begin() + static_cast<std::ptrdiff_t>(i == row ? next : std::size_t{0});
            const auto free = std::count_if(begin, list.end(), [&](const Candidate& candidate) {
                return is_free(candidate.item);
            });
            if (free < needed(i)) {
                return false;
            }
        }
        return true;
    }
    void block(const Item* item, int by) {
        m_blocked[item] += by;
        if (const auto found = m_enemies->find(item); found != m_enemies->end()) {
            for (const Item* enemy : found->second) {
                m_blocked[enemy] += by;
            }
        }
    }
    bool fill(std::size_t row, std::size_t next) {
        while (row < m_rows->size() && needed(row) <= 0) {
            ++row;
            next = 0;
        }
        if (row == m_rows->size()) {
            return true;
        }
        const auto& list = (*m_rows)[row].candidates;
        for (std::size_t i = next; i < list.size() && can_go_on(row, i); ++i) {
            if (!is_free(list[i].item)) {
                continue;
            }
            if (++m_steps > kSearchStepsMax) {
                return false;
            }
            block(list[i].item, 1);
            m_taken[row].push_back(list[i]);
            if (fill(row, i + 1)) {
                return true;
            }
            m_taken[row].pop_back();
            block(list[i].item, -1);
        }
        return false;
    }

    const std::vector<AllotmentRow>* m_rows;
    const Enemies* m_enemies;
    std::vector<std::vector<Candidate>> m_taken;
    std::map<const Item*, int> m_blocked;
    int m_steps = 0;
};

bool is_full(const std::vector<AllotmentRow>& rows,
             const std::vector<std::vector<Candidate>>& taken) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (static_cast<int>(taken[i].size()) < rows[i].count) {
            return false;
        }
    }
    return true;
}

/// The rows without every candidate that has an enemy earlier in `priority` which itself stays.
std::vector<AllotmentRow> without_enemies(std::vector<AllotmentRow> rows, const Enemies& enemies,
                                          const std::vector<Candidate>& priority) {
    std::set<const Item*> kept;
    for (const auto& candidate : priority) {
        const auto found = enemies.find(candidate.item);
        const bool has_kept_enemy =
            found != enemies.end() &&
            std::any_of(found->second.begin(), found->second.end(),
                        [&](const Item* enemy) { return kept.contains(enemy); });
        if (!has_kept_enemy) {
            kept.insert(candidate.item);
        }
    }
    for (auto& row : rows) {
        std::erase_if(row.candidates,
                      [&](const Candidate& candidate) { return !kept.contains(candidate.item); });
    }
    return rows;
}

}  // namespace

bool has_enemies(const std::vector<AllotmentRow>& rows) { return !enemies_of(rows).empty(); }

std::vector<std::vector<Candidate>> allot(const std::vector<AllotmentRow>& rows,
                                          const std::vector<Candidate>& priority) {
    const Enemies enemies = enemies_of(rows);
    const auto peaceful = without_enemies(rows, enemies, priority);
    auto taken = Matching(peaceful).taken();
    if (enemies.empty() || is_full(rows, taken)) {
        return taken;
    }
    Search search(rows, enemies);
    return search.run() ? search.taken() : taken;
}

std::vector<Candidate> all_candidates(const std::vector<AllotmentRow>& rows) {
    std::vector<Candidate> all;
    std::set<const Item*> seen;
    for (const auto& row : rows) {
        for (const auto& candidate : row.candidates) {
            if (seen.insert(candidate.item).second) {
                all.push_back(candidate);
            }
        }
    }
    return all;
}

}  // namespace asah::assessment

#include "sync/hq/http/places.h"

#include <algorithm>

namespace asah::http {

bool Places::take(PlaceKind kind, std::string owner, std::function<void()> end, Place& out) {
    auto& line = m_line[index(kind)];
    const int places = m_max[index(kind)];
    if (places <= 0) {
        return false;
    }
    if (line.alive >= places) {
        end_one(kind);
    }
    if (line.alive >= places) {
        return false;  // all are at work
    }
    ++line.owners[owner];
    ++line.alive;
    out = line.holders.insert(line.holders.end(), {std::move(owner), std::move(end)});
    return true;
}

void Places::leave(Line& line, Holder& holder) {
    if (holder.is_ended) {
        return;
    }
    holder.is_ended = true;
    --line.alive;
    const auto found = line.owners.find(holder.owner);
    if (--found->second == 0) {
        line.owners.erase(found);
    }
}

void Places::give_back(PlaceKind kind, Place place) {
    auto& line = m_line[index(kind)];
    leave(line, *place);
    line.holders.erase(place);
}

void Places::set_silent(PlaceKind kind, Place place, bool is_silent) {
    auto& holders = m_line[index(kind)].holders;
    place->is_silent = is_silent;
    holders.splice(holders.end(), holders, place);
}

void Places::end_one(PlaceKind kind) {
    auto& line = m_line[index(kind)];
    int most = 0;
    for (const auto& [owner, count] : line.owners) {
        most = std::max(most, count);
    }
    const auto is_next = [&](const Holder& holder, int count_min) {
        return holder.is_silent && !holder.is_ended && line.owners.at(holder.owner) >= count_min;
    };
    auto found = std::find_if(line.holders.begin(), line.holders.end(),
                              [&](const auto& holder) { return is_next(holder, most); });
    if (found == line.holders.end()) {
        // All of the largest owner's are at work; anybody silent will do.
        found = std::find_if(line.holders.begin(), line.holders.end(),
                             [&](const auto& holder) { return is_next(holder, 1); });
    }
    if (found != line.holders.end()) {
        leave(line, *found);
        found->end();
    }
}

}  // namespace asah::http

// Who holds a connection, and who loses it when there are too many. Private to this folder.
// Places of two kinds: of peers that showed a certificate, and of all others. Each kind is full by
// itself, so that strangers never take a proven peer's place. Whoever is at work (reading,
// handling, writing a request) keeps its place while anybody silent can give one. Thread: the
// serving one alone.
#pragma once

#include <cstdint>
#include <functional>
#include <list>
#include <map>
#include <string>

namespace asah::http {

enum class PlaceKind : std::uint8_t { Unproven, Proven };

class Places {
   public:
    Places(int unproven_max, int proven_max) : m_max{unproven_max, proven_max} {}

    struct Holder {
        std::string owner;          // address, or certificate
        std::function<void()> end;  // closes the connection; its place comes back later
        bool is_silent = true;
        bool is_ended = false;
    };
    using Place = std::list<Holder>::iterator;

    /// Makes room if there is none, then takes a place at the end of the line. False when there
    /// are no places of that kind at all.
    bool take(PlaceKind kind, std::string owner, std::function<void()> end, Place& out);
    void give_back(PlaceKind kind, Place place);
    /// Begins to be silent now, or to work.
    void set_silent(PlaceKind kind, Place place, bool is_silent);
    /// Ends the unproven one that has been silent longest; for when the system has no more.
    void make_room() { end_one(PlaceKind::Unproven); }
    [[nodiscard]] int count(PlaceKind kind) const { return m_line[index(kind)].alive; }

   private:
    struct Line {
        std::list<Holder> holders;  // longest silent first
        std::map<std::string, int> owners;
        int alive = 0;  // not ended yet
    };
    static std::size_t index(PlaceKind kind) { return static_cast<std::size_t>(kind); }
    void end_one(PlaceKind kind);
    void leave(Line& line, Holder& holder);

    int m_max[2];
    Line m_line[2];
};

}  // namespace asah::http

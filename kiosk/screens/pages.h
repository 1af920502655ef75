// Screens without an inner state: home, before the start, a result, READY, not joined. Their events
// are the app's (app.h).
#pragma once

#include <string>
#include <vector>

#include "kiosk/screens/effect.h"
#include "kiosk/screens/words.h"

namespace asah::screens {

struct HomeOfferView {
    bool is_self_assessment = false;
    bool is_done = false;
    std::string title;
    std::string caption;
    std::string chip;
    std::optional<Action> action;  // "home.start.<assessment>"
    bool operator==(const HomeOfferView&) const = default;
};
struct HomeResultView {
    std::string title;
    std::string caption;
    std::string receipt;
    Action action;  // "home.result.<sitting>"
    bool operator==(const HomeResultView&) const = default;
};
struct HomeView {
    std::string greeting;
    std::string post;
    std::string privacy;
    std::string continue_kicker;
    std::string continue_title;
    std::string continue_facts;
    std::optional<Action> go_on;  // "home.continue" or "home.seal"
    std::string offers_title;
    std::string empty_note;
    std::vector<HomeOfferView> offers;
    std::string results_title;
    std::vector<HomeResultView> results;
    std::string no_results;
    std::string problem;
    bool operator==(const HomeView&) const = default;
};
HomeView make_home_view(const assessment::Person& person, const assessment::Home& home,
                        const Catalogue& catalogue, Language language);

enum class PromiseKind { Private, NoPunishment, Saved, Change, Help };
struct PromiseView {
    PromiseKind kind = PromiseKind::Private;
    std::string title;
    std::string sentence;
    bool operator==(const PromiseView&) const = default;
};
enum class StartFactKind { Items, Time, Language };
struct StartFactView {
    StartFactKind kind = StartFactKind::Items;
    std::string text;
    bool operator==(const StartFactView&) const = default;
};
struct StartView {
    std::string kicker;
    std::string title;
    std::string bar_title;
    std::vector<StartFactView> facts;
    std::string consent_lead;
    std::string consent;  // pressing "start.begin" is the consent
    std::string heading;
    std::vector<PromiseView> promises;
    std::string problem;
    Action decline;  // "start.decline"
    Action begin;    // "start.begin"
    bool operator==(const StartView&) const = default;
};
StartView make_start_view(const assessment::Offer& offer, const assessment::Framework& framework,
                          const Catalogue& catalogue, Language language);

struct CompetencyView {
    std::string name;
    bool is_stated = false;
    bool is_above = false;
    bool is_self_only = false;
    int level = 0;
    int level_low = 0;
    int level_high = 0;
    int required = 0;  // rhombus; 0 = none
    std::optional<int> self_level;
    std::string status;
    bool is_met = false;
    std::string note;    // "baru 3 dari 6 butir"
    std::string levels;  // "Capaian Dasar, standar Menengah"
    bool operator==(const CompetencyView&) const = default;
};
enum class LegendKind { Level, Standard, Range, SelfRated };
struct LegendView {
    LegendKind kind = LegendKind::Level;
    std::string text;
    bool operator==(const LegendView&) const = default;
};
struct ResultView {
    std::string bar_title;
    std::string kicker;
    std::string headline;
    std::string lead;  // what the headline means; empty with sentences about indicators
    std::string strong_title;
    std::vector<std::string> strong;
    std::string grow_title;
    std::vector<std::string> grow;
    std::vector<std::string> level_names;
    std::vector<CompetencyView> competencies;
    std::string chart_title;
    std::vector<LegendView> legend;
    std::string limit_note;
    std::string privacy;
    std::string receipt;  // "result.receipt"
    Action home;          // "result.home"
    bool operator==(const ResultView&) const = default;
};
ResultView make_result_view(const assessment::Summary& summary,
                            const assessment::Framework& framework, const Catalogue& catalogue,
                            Language language);

struct CheckView {
    bool is_good = true;
    std::string name;
    std::string finding;
    std::string remedy;  // empty when good
    bool operator==(const CheckView&) const = default;
};
struct ReadyView {
    std::string title;  // "SIAP" or "BELUM SIAP"
    bool is_ready = false;
    std::string brand;
    std::string sentence;
    std::string place;
    std::string heading;
    std::string count;              // "4 dari 5 baik"
    std::vector<CheckView> checks;  // what is wrong first
    Action sign_in;                 // "ready.sign_in"
    bool operator==(const ReadyView&) const = default;
};
ReadyView make_ready_view(const assessment::Readiness& data, const Catalogue& catalogue,
                          Language language);

enum class EndFactKind { Erased, Waiting, Carried, Pin };
struct EndFactView {
    EndFactKind kind = EndFactKind::Erased;
    std::string title;
    std::string sentence;
    bool operator==(const EndFactView&) const = default;
};
/// Headquarters took this terminal out of use: one sentence for people, the rest for staff.
struct OutOfUseView {
    std::string title;
    std::string sentence;
    std::string place;
    std::string since;  // "Dihentikan 12 Maret 2027"
    std::string heading;
    std::string reason;
    std::vector<EndFactView> facts;
    std::string call;  // which name to tell headquarters
    bool operator==(const OutOfUseView&) const = default;
};
OutOfUseView make_out_of_use_view(const assessment::Readiness& data, const Catalogue& catalogue,
                                  Language language);

/// Shown when this terminal has not joined a city yet, or cannot open its storage.
struct StoppedView {
    std::string title;
    std::string what;
    std::string safe;
    std::string next;
    bool operator==(const StoppedView&) const = default;
};
StoppedView make_stopped_view(const Error& error, const Catalogue& catalogue);

}  // namespace asah::screens

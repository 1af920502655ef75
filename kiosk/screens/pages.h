// Screens without an inner state: home, before the start, a result, READY, not joined. Their events
// are the app's (app.h).
#pragma once

#include <string>
#include <vector>

#include "kiosk/screens/effect.h"

namespace asah::screens {

struct HomeOfferView {
    std::string title;
    std::string caption;
    std::string chip;
    std::optional<Action> action;  // "home.start.<assessment>"
};
struct HomeResultView {
    std::string title;
    std::string caption;
    std::string receipt;
    Action action;  // "home.result.<sitting>"
};
struct HomeView {
    std::string greeting;
    std::string post;
    std::string privacy;
    std::string continue_kicker;
    std::string continue_title;
    std::string continue_facts;
    std::optional<Action> go_on;  // "home.continue"
    std::string offers_title;
    std::string empty_note;
    std::vector<HomeOfferView> offers;
    std::string results_title;
    std::vector<HomeResultView> results;
    std::string problem;
};
HomeView make_home_view(const assessment::Person& person, const HomeData& home,
                        const Catalogue& catalogue, Language language);

struct PromiseView {
    std::string title;
    std::string sentence;
};
struct StartView {
    std::string kicker;
    std::string title;
    std::vector<std::string> facts;
    std::string purpose_title;
    std::string purpose;
    std::string consent;
    std::string language_note;  // empty: every item has the person's language
    std::string heading;
    std::vector<PromiseView> promises;
    std::string problem;
    Action decline;  // "start.decline"
    Action begin;    // "start.begin"
};
StartView make_start_view(const OfferData& offer, const assessment::Framework& framework,
                          const Catalogue& catalogue, Language language);

struct CompetencyView {
    std::string name;
    bool is_stated = false;
    int level = 0;
    int level_low = 0;
    int level_high = 0;
    int required = 0;  // rhombus; 0 = none
    std::optional<int> self_level;
    std::string status;
    bool is_met = false;
    std::string note;  // "baru 3 dari 6 butir"
};
struct ResultView {
    std::string kicker;
    std::string headline;
    std::string strong_title;
    std::vector<std::string> strong;
    std::string grow_title;
    std::vector<std::string> grow;
    std::vector<std::string> level_names;
    std::vector<CompetencyView> competencies;
    std::vector<std::string> legend;
    std::string limit_note;
    std::string privacy;
    std::string receipt;  // "result.receipt"
    Action home;          // "result.home"
};
ResultView make_result_view(const SummaryData& summary, const assessment::Framework& framework,
                            const Catalogue& catalogue, Language language);

struct CheckView {
    std::string finding;
    std::string remedy;
};
struct ReadyView {
    std::string title;  // "SIAP" or "BELUM SIAP"
    bool is_ready = false;
    std::vector<std::string> facts;
    std::vector<CheckView> warnings;
    Action sign_in;  // "ready.sign_in"
};
ReadyView make_ready_view(const ReadinessData& data, const Catalogue& catalogue);

/// Shown when this terminal has not joined a city yet, or cannot open its storage.
struct StoppedView {
    std::string title;
    std::string safe;
    std::string next;
};
StoppedView make_stopped_view(const Error& error, const Catalogue& catalogue);

}  // namespace asah::screens

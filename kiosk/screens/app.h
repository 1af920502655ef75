// The whole kiosk as one state machine. The shell feeds events, sends effects to its worker in
// order, and draws the view. Pure: no clock, file, database or window.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "kiosk/screens/pages.h"
#include "kiosk/screens/sign_in.h"
#include "kiosk/screens/sitting.h"

namespace asah::screens {

struct StoppedState {
    Error error;
};
struct ReadyState {
    std::optional<assessment::Readiness> data;
    std::optional<BootMs> asked;  // asks again every kReadyEvery, since content may arrive
};
struct HomeState {
    std::optional<assessment::Home> data;
    std::optional<Error> error;
    std::optional<std::uint64_t> pending;
};
struct StartState {
    assessment::Offer offer;
    assessment::FrameworkPtr framework;
    std::optional<std::uint64_t> pending;
    std::optional<Error> error;
};
struct ResultState {
    assessment::Summary summary;
    assessment::FrameworkPtr framework;
};
using Screen = std::variant<ReadyState, StoppedState, SignInState, ChoosePinState, HomeState,
                            StartState, SittingState, ResultState>;

inline constexpr DurationMs kReadyEvery{5'000};
inline constexpr DurationMs kIdleLimit{180'000};         // home, results, before the start
inline constexpr DurationMs kIdleSittingLimit{600'000};  // the sitting stays open
inline constexpr DurationMs kIdleWarning{60'000};

struct AppState {
    Screen screen = ReadyState{};
    Language language = Language::Indonesian;
    int text_percent = 100;  // 100, 125, 150, 200
    bool is_high_contrast = false;
    bool is_help_open = false;
    bool is_close_asked = false;  // by the window's frame or the window manager
    Place place;
    std::uint64_t next_number = 1;
    std::optional<assessment::Person> person;
    std::optional<BootMs> now;
    std::optional<BootMs> last_touch;
};

struct LanguagePressed {};
struct TextSizePressed {};  // the next size; after the largest the smallest
struct TextLarger {};
struct TextSmaller {};
struct ContrastPressed {};
struct SignOutPressed {};
struct HelpPressed {};
struct HelpClosed {};
/// Somebody closes the window: only the administrator ends the kiosk, and not here.
struct CloseAsked {};
/// Any touch or key: the person is there.
struct Touched {};
struct SignInShown {};
struct HomePressed {};
struct ContinuePressed {};
struct OfferPressed {
    AssessmentId assessment;
};
struct ResultPressed {
    SittingId sitting;
};
struct BeginPressed {};
struct SealPressed {};  // an ended sitting that is not sealed yet
/// The window is closed or the system ends the program: what is on the screen is stored first.
struct ProgramEnds {};
struct StationMissing {
    Error error;
};  // NotJoined or a storage that cannot be opened
using AppEvent =
    std::variant<Tick, Outcome, SignInEvent, SittingEvent, LanguagePressed, TextSizePressed,
                 TextLarger, TextSmaller, ContrastPressed, SignOutPressed, HelpPressed, HelpClosed,
                 CloseAsked, Touched, SignInShown, HomePressed, ContinuePressed, OfferPressed,
                 ResultPressed, BeginPressed, SealPressed, ProgramEnds, StationMissing>;

struct AppStep {
    AppState state;
    std::vector<Effect> effects;
};
/// The kiosk after its station opened: asks for readiness.
AppStep begin_app();
AppStep reduce(AppState state, const AppEvent& event);

/// The event of a widget that was touched on the present screen; nothing for an unknown id.
std::optional<AppEvent> event_for(const AppState& state, std::string_view widget_id);

/// Why something on the screen could not be stored; nothing when everything is.
std::optional<Error> unsaved_error(const AppState& state);

/// How long the picture stands still by itself; the shell ticks then.
DurationMs next_tick(const AppState& state);

using ScreenView = std::variant<ReadyView, StoppedView, SignInView, ChoosePinView, HomeView,
                                StartView, SittingView, ResultView, OutOfUseView>;
struct AppView {
    ScreenView screen;
    Language language = Language::Indonesian;
    int text_percent = 100;
    bool is_high_contrast = false;
    Action language_switch;                   // "top.language"
    std::vector<std::string> language_names;  // of Indonesian, of English
    std::string brand;
    std::string scroll_up;
    std::string scroll_down;
    Action text_size;                // "top.text_size"
    Action contrast;                 // "top.contrast"
    std::optional<Action> sign_out;  // "top.sign_out"
    Action help;                     // "top.help"
    std::string idle_warning;        // empty: none
    std::string idle_text;
    std::optional<DialogView> help_dialog;  // over everything else
    bool operator==(const AppView&) const = default;
};
/// `catalogue` is of the state's language.
AppView make_app_view(const AppState& state, const Catalogue& catalogue);
/// Why the window stays, and who may end the kiosk.
DialogView make_close_view(const AppState& state, const Catalogue& catalogue);
DialogView make_help_view(const AppState& state, const Catalogue& catalogue);

}  // namespace asah::screens

// app.h: what a state shows (make_app_view), and what a widget's id means (event_for).
#include <algorithm>
#include <charconv>

#include "kiosk/screens/app.h"

namespace asah::screens {

namespace {

std::optional<std::string_view> after(std::string_view id, std::string_view prefix) {
    if (!id.starts_with(prefix)) {
        return std::nullopt;
    }
    return id.substr(prefix.size());
}

struct Viewer {
    const AppState& app;
    const Catalogue& catalogue;
    ScreenView operator()(const ReadyState& state) const {
        if (state.data && state.data->out_of_use_since) {
            return make_out_of_use_view(*state.data, catalogue, app.language);
        }
        return make_ready_view(state.data.value_or(assessment::Readiness{}), catalogue,
                               app.language);
    }
    ScreenView operator()(const StoppedState& state) const {
        return make_stopped_view(state.error, catalogue);
    }
    ScreenView operator()(const SignInState& state) const {
        SignInView view = make_view(state, catalogue);
        view.panel.place = place_text(app.place, catalogue, app.language);
        return view;
    }
    ScreenView operator()(const ChoosePinState& state) const {
        ChoosePinView view = make_view(state, catalogue);
        view.panel.place = place_text(app.place, catalogue, app.language);
        return view;
    }
    ScreenView operator()(const HomeState& state) const {
        HomeView view =
            make_home_view(app.person.value_or(assessment::Person{}),
                           state.data.value_or(assessment::Home{}), catalogue, app.language);
        view.problem = error_text(state.error, catalogue);
        if (view.go_on) {
            view.go_on->is_enabled = !state.pending;
        }
        return view;
    }
    ScreenView operator()(const StartState& state) const {
        StartView view = make_start_view(state.offer, *state.framework, catalogue, app.language);
        view.problem = error_text(state.error, catalogue);
        view.begin.is_enabled = !state.pending;
        return view;
    }
    ScreenView operator()(const SittingState& state) const {
        return make_view(state, catalogue, app.language);
    }
    ScreenView operator()(const ResultState& state) const {
        return make_result_view(state.summary, *state.framework, catalogue, app.language);
    }
};

/// Until the screen closes by itself; nothing when nobody is signed in.
std::optional<DurationMs> idle_left(const AppState& state) {
    const auto* sitting = std::get_if<SittingState>(&state.screen);
    const bool stays_open = sitting != nullptr && (sitting->overlay == SittingOverlay::Finishing ||
                                                   sitting->overlay == SittingOverlay::Unsaved);
    if (!state.person || !state.now || !state.last_touch || stays_open) {
        return std::nullopt;
    }
    const DurationMs limit = sitting != nullptr ? kIdleSittingLimit : kIdleLimit;
    return std::max(DurationMs{0}, limit - (*state.now - *state.last_touch));
}

std::optional<AppEvent> top_event(std::string_view id) {
    if (id == "top.language") {
        return LanguagePressed{};
    }
    if (id == "top.text_size") {
        return TextSizePressed{};
    }
    if (id == "top.larger") {
        return TextLarger{};
    }
    if (id == "top.smaller") {
        return TextSmaller{};
    }
    if (id == "top.help" || id == "signin.forgot" || id == "unsaved.call") {
        return HelpPressed{};
    }
    if (id == "help.close") {
        return HelpClosed{};
    }
    if (id == "top.contrast") {
        return ContrastPressed{};
    }
    if (id == "top.sign_out") {
        return SignOutPressed{};
    }
    return std::nullopt;
}

std::optional<AppEvent> sign_in_event(std::string_view id) {
    if (id == "signin.number" || id == "pin.new") {
        return SignInEvent{FieldPressed{SignInField::Number}};
    }
    if (id == "signin.pin" || id == "pin.again") {
        return SignInEvent{FieldPressed{SignInField::Pin}};
    }
    if (id == "signin.submit" || id == "pin.submit") {
        return SignInEvent{SubmitPressed{}};
    }
    const auto key = id.starts_with("pin.") ? after(id, "pin.key.") : after(id, "signin.key.");
    if (!key) {
        return std::nullopt;
    }
    if (*key == "erase") {
        return SignInEvent{ErasePressed{}};
    }
    if (*key == "clear") {
        return SignInEvent{ClearPressed{}};
    }
    if (key->size() == 1 && key->front() >= '0' && key->front() <= '9') {
        return SignInEvent{DigitPressed{key->front()}};
    }
    return std::nullopt;
}

std::optional<AppEvent> page_event(std::string_view id) {
    if (id == "ready.sign_in") {
        return SignInShown{};
    }
    if (id == "home.continue") {
        return ContinuePressed{};
    }
    if (id == "home.seal") {
        return SealPressed{};
    }
    if (id == "start.begin") {
        return BeginPressed{};
    }
    if (id == "start.decline" || id == "result.home") {
        return HomePressed{};
    }
    if (const auto assessment = after(id, "home.start.")) {
        return OfferPressed{AssessmentId(std::string(*assessment))};
    }
    if (const auto hex = after(id, "home.result.")) {
        const auto sitting = SittingId::parse(*hex);
        if (sitting) {
            return ResultPressed{*sitting};
        }
    }
    return std::nullopt;
}

std::optional<SittingEvent> quiz_button(std::string_view id) {
    if (id == "quiz.next") {
        return NextPressed{};
    }
    if (id == "quiz.back") {
        return BackPressed{};
    }
    if (id == "quiz.skip") {
        return SkipPressed{};
    }
    if (id == "quiz.unsure") {
        return UnsurePressed{};
    }
    if (id == "quiz.timer") {
        return TimerPressed{};
    }
    if (id == "quiz.map") {
        return MapPressed{};
    }
    if (id == "map.finish") {
        return FinishPressed{};
    }
    if (id == "map.close" || id == "finish.back") {
        return DialogClosed{};
    }
    if (id == "finish.confirm") {
        return FinishConfirmed{};
    }
    if (id == "unsaved.retry") {
        return RetryPressed{};
    }
    if (id == "quiz.banner") {
        return BannerClosed{};
    }
    return std::nullopt;
}

std::optional<AppEvent> sitting_event(std::string_view id) {
    if (const auto button = quiz_button(id)) {
        return AppEvent{*button};
    }
    if (const auto option = after(id, "quiz.option.")) {
        return SittingEvent{OptionPressed{OptionId(std::string(*option))}};
    }
    if (const auto target = after(id, "quiz.target.")) {
        return SittingEvent{TargetPressed{OptionId(std::string(*target))}};
    }
    if (const auto cell =
            id.starts_with("map.row.") ? after(id, "map.row.") : after(id, "map.cell.")) {
        int number = 0;
        const auto parsed = std::from_chars(cell->data(), cell->data() + cell->size(), number);
        if (parsed.ec == std::errc{} && number > 0) {
            return SittingEvent{CellPressed{number - 1}};
        }
    }
    return std::nullopt;
}

}  // namespace

std::optional<AppEvent> event_for(const AppState& state, std::string_view widget_id) {
    if (auto event = top_event(widget_id)) {
        return event;
    }
    if (std::holds_alternative<SittingState>(state.screen)) {
        return sitting_event(widget_id);
    }
    if (std::holds_alternative<SignInState>(state.screen) ||
        std::holds_alternative<ChoosePinState>(state.screen)) {
        return sign_in_event(widget_id);
    }
    return page_event(widget_id);
}

AppView make_app_view(const AppState& state, const Catalogue& catalogue) {
    AppView view;
    view.screen = std::visit(Viewer{state, catalogue}, state.screen);
    view.language = state.language;
    view.text_percent = state.text_percent;
    view.is_high_contrast = state.is_high_contrast;
    view.language_switch = {"top.language", catalogue.text("top.language"), true};
    view.text_size = {"top.text_size", catalogue.text("top.text_size"), true};
    view.contrast = {"top.contrast", catalogue.text("top.contrast"), true};
    if (state.person) {
        view.sign_out = Action{"top.sign_out", catalogue.text("top.sign_out"), true};
    }
    view.language_names = {catalogue.text("language.id"), catalogue.text("language.en")};
    view.brand = catalogue.text("app.brand");
    view.scroll_up = catalogue.text("scroll.up");
    view.scroll_down = catalogue.text("scroll.down");
    view.help = {"top.help", catalogue.text("top.help"), true};
    if (state.is_close_asked) {
        view.help_dialog = make_close_view(state, catalogue);
    } else if (state.is_help_open) {
        view.help_dialog = make_help_view(state, catalogue);
    }
    const bool is_sitting = std::holds_alternative<SittingState>(state.screen);
    const auto left = idle_left(state);
    if (left && *left <= kIdleWarning) {
        view.idle_warning = catalogue.text("top.idle", {{"time", clock_text(*left)}});
        view.idle_text = catalogue.text(is_sitting ? "top.idle_sitting" : "top.idle_home");
    }
    return view;
}

std::optional<Error> unsaved_error(const AppState& state) {
    const auto* sitting = std::get_if<SittingState>(&state.screen);
    const bool is_refused = sitting != nullptr && sitting->overlay == SittingOverlay::Unsaved;
    return is_refused ? sitting->error : std::nullopt;
}

DurationMs next_tick(const AppState& state) {
    constexpr DurationMs kStill{1000};
    const auto* sitting = std::get_if<SittingState>(&state.screen);
    return sitting != nullptr ? next_tick(*sitting) : kStill;
}

}  // namespace asah::screens

// Pages around a sitting: READY, sign-in, home, before the start.
#include "tools/gallery/pages.h"

namespace asah::gallery {

using namespace screens;

namespace {

const LocalText kQuiz{"Prates: Teknologi Informasi dan Pemerintahan Elektronik",
                      "Pre-test: Information Technology and Electronic Government"};
const LocalText kSelf{"Penilaian Mandiri 2026", "Self-assessment 2026"};

assessment::Readiness readiness() {
    assessment::Readiness data;
    data.is_ready = true;
    data.terminal_name = "DISKOMINFO-02";
    data.unit = UnitCode("DISKOMINFO");
    data.person_count = 400;
    data.bank_count = 5;
    data.queue_count = 2;
    data.disk_free_bytes = 41'000'000'000;
    data.authority_name = {"Pemerintah Kota Padangsidimpuan", "City of Padangsidimpuan"};
    return data;
}

AppState signed_out() {
    AppState state = a_signed_in_state();
    state.person.reset();
    return state;
}

Page ready_page(std::string name, assessment::Readiness data) {
    AppState state = signed_out();
    state.screen = ReadyState{std::move(data), std::nullopt};
    return {std::move(name), state};
}

Page sign_in_page(std::string name, SignInState screen) {
    AppState state = signed_out();
    screen.now = state.now;
    state.screen = std::move(screen);
    return {std::move(name), state};
}

assessment::Home home_data() {
    assessment::Home home;
    home.framework = sample_framework();
    assessment::Offer open = an_offer("prates", assessment::AssessmentKind::PreTest, kQuiz, 20, 25);
    open.open_sitting = SittingId{};
    open.open_answered = 5;
    open.open_total = 20;
    open.open_remaining = DurationMs{1'122'000};
    home.offers = {open,
                   an_offer("mandiri", assessment::AssessmentKind::SelfAssessment, kSelf, 12, 0)};
    assessment::Offer done =
        an_offer("mutu", assessment::AssessmentKind::PreTest,
                 {"Pemetaan Pengelolaan Mutu Pelayanan", "Mapping of Service Quality"}, 24, 30);
    done.finished_count = 1;
    home.offers.push_back(done);
    home.summaries = {
        a_summary(assessment::AssessmentKind::PreTest,
                  {"Pemetaan Pengelolaan Mutu Pelayanan", "Mapping of Service Quality"})};
    return home;
}

Page home_page(std::string name, assessment::Home data) {
    AppState state = a_signed_in_state();
    state.screen = HomeState{std::move(data), std::nullopt, std::nullopt};
    return {std::move(name), state};
}

}  // namespace

std::vector<Page> make_entry_pages() {
    std::vector<Page> pages;
    pages.push_back(ready_page("ready", readiness()));
    assessment::Readiness wrong = readiness();
    wrong.is_ready = false;
    wrong.warnings = {{ErrorCode::NotEnoughDisk, "52", {}}, {ErrorCode::ContentMissing, "T01", {}}};
    wrong.disk_free_bytes = 52'000'000;
    pages.push_back(ready_page("ready_not", wrong));
    AppState stopped = signed_out();
    stopped.screen = StoppedState{{ErrorCode::NotJoined, "", {}}};
    pages.push_back({"stopped", stopped});

    assessment::Readiness ended = readiness();
    ended.out_of_use_since = UtcMs{1'805'000'000'000};
    ended.queue_count = 3;
    pages.push_back(ready_page("out_of_use", ended));

    SignInState typing;
    typing.number = "198106132007032933";
    typing.pin = "123";
    typing.field = SignInField::Pin;
    pages.push_back(sign_in_page("sign_in", typing));
    SignInState closed = typing;
    closed.pin.clear();
    closed.error = Error{ErrorCode::PinDelay, "16", {}};
    closed.closed_until = BootMs{1'000'000 + 16'000};
    pages.push_back(sign_in_page("sign_in_delay", closed));

    AppState choose = a_signed_in_state();
    ChoosePinState pin;
    pin.pin = "123456";
    pin.again = "12";
    pin.field = SignInField::Pin;
    choose.screen = pin;
    pages.push_back({"choose_pin", choose});
    return pages;
}

std::vector<Page> make_home_pages() {
    std::vector<Page> pages;
    pages.push_back(home_page("home", home_data()));
    assessment::Home fresh = home_data();
    fresh.offers.erase(fresh.offers.begin());
    fresh.offers.pop_back();
    fresh.summaries.clear();
    pages.push_back(home_page("home_first", fresh));
    assessment::Home ended = home_data();
    ended.offers.front().is_open_ended = true;
    pages.push_back(home_page("home_unsealed", ended));

    AppState start = a_signed_in_state();
    start.screen =
        StartState{an_offer("prates", assessment::AssessmentKind::PreTest, kQuiz, 20, 25),
                   sample_framework(), std::nullopt, std::nullopt};
    pages.push_back({"start", start});
    Page help{"help", start};
    help.state.is_help_open = true;
    pages.push_back(help);
    return pages;
}

}  // namespace asah::gallery

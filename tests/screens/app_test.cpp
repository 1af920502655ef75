#include <doctest/doctest.h>

#include "assets/lang.h"
#include "kiosk/screens/app.h"
#include "tests/screens/a_sitting.h"

namespace asah::screens {

namespace {

AppStep tap(const AppState& state, std::string_view id) {
    const auto event = event_for(state, id);
    REQUIRE(event.has_value());
    return reduce(state, *event);
}

AppState at_home(bool must_change_pin) {
    AppState state = begin_app().state;
    assessment::Readiness ready;
    ready.person_count = 1;
    state = reduce(state, Outcome{1, ready}).state;
    state = tap(state, "ready.sign_in").state;
    for (const char* id :
         {"signin.key.1", "signin.key.2", "signin.key.3", "signin.key.4", "signin.key.5",
          "signin.key.6", "signin.pin", "signin.key.7", "signin.key.7", "signin.key.7",
          "signin.key.7", "signin.key.7", "signin.key.8"}) {
        state = tap(state, id).state;
    }
    const AppStep sent = tap(state, "signin.submit");
    REQUIRE(sent.effects.size() == 1);
    CHECK(std::get<SignIn>(sent.effects[0].body).identifier == "123456");
    CHECK(std::get<SignIn>(sent.effects[0].body).pin == "777778");
    assessment::SignedIn person;
    person.person.name = "Annisa";
    person.must_change_pin = must_change_pin;
    const AppStep in = reduce(sent.state, Outcome{sent.effects[0].number, person});
    if (must_change_pin) {
        return in.state;
    }
    assessment::Home home;
    home.framework = std::make_shared<assessment::Framework>();
    assessment::Offer offer;
    offer.assessment.id = AssessmentId("prates");
    offer.assessment.title = {"Prates", "Pre-test"};
    home.offers = {offer};
    return reduce(in.state, Outcome{in.effects[0].number, home}).state;
}

}  // namespace

TEST_SUITE("screens/app") {
    TEST_CASE("from sign-in over home and Mulai into a sitting and to its result") {
        AppState state = at_home(false);
        const Catalogue id = assets::load_catalogue(Language::Indonesian);
        CHECK(std::get<HomeView>(make_app_view(state, id).screen).greeting ==
              "Selamat datang, Annisa");
        state = tap(state, "home.start.prates").state;
        AppStep step = tap(state, "start.begin");
        step = reduce(step.state, Outcome{step.effects[0].number, a_sitting()});
        REQUIRE(step.effects.size() == 1);
        CHECK(std::holds_alternative<assessment::Visited>(
            std::get<SaveEvent>(step.effects[0].body).body));
        step = tap(step.state, "quiz.map");
        step = tap(step.state, "map.finish");
        step = tap(step.state, "finish.confirm");
        assessment::Summary summary;
        summary.receipt_code = "7F3A 91C2";
        step = reduce(step.state, Outcome{step.effects.back().number, summary});
        const auto view = std::get<ResultView>(make_app_view(step.state, id).screen);
        CHECK(view.receipt == "Kode bukti 7F3A 91C2");
        CHECK(view.headline ==
              "Belum cukup bukti untuk menyebut level. Jawaban Anda tetap tercatat.");
        step = tap(step.state, "result.home");
        CHECK(std::holds_alternative<LoadHome>(step.effects[0].body));
    }

    TEST_CASE("after an activation slip an own PIN comes first") {
        AppState state = at_home(true);
        REQUIRE(std::holds_alternative<ChoosePinState>(state.screen));
        for (const char* id : {"pin.key.1", "pin.key.3", "pin.key.5", "pin.key.7", "pin.key.9",
                               "pin.key.2", "pin.again", "pin.key.1", "pin.key.3", "pin.key.5",
                               "pin.key.7", "pin.key.9", "pin.key.2"}) {
            state = tap(state, id).state;
        }
        AppStep step = tap(state, "pin.submit");
        REQUIRE(step.effects.size() == 1);
        CHECK(std::get<ChangePin>(step.effects[0].body).old_pin == "777778");
        CHECK(std::get<ChangePin>(step.effects[0].body).new_pin == "135792");
        step = reduce(step.state, Outcome{step.effects[0].number, Done{}});
        CHECK(std::holds_alternative<HomeState>(step.state.screen));
    }

    TEST_CASE("an untouched home signs out after three minutes") {
        AppState state = reduce(at_home(false), Tick{{0}}).state;
        state = reduce(state, Tick{{179'999}}).state;
        CHECK(std::holds_alternative<HomeState>(state.screen));
        const AppStep step = reduce(state, Tick{{180'000}});
        CHECK(std::holds_alternative<SignInState>(step.state.screen));
        CHECK_FALSE(step.state.person.has_value());
    }

    TEST_CASE("READY asks again every five seconds") {
        AppStep step = reduce(begin_app().state, Tick{{100}});
        CHECK(step.effects.empty());
        step = reduce(step.state, Outcome{1, assessment::Readiness{}});
        CHECK(reduce(step.state, Tick{{5099}}).effects.empty());
        step = reduce(step.state, Tick{{5100}});
        REQUIRE(step.effects.size() == 1);
        CHECK(std::holds_alternative<LoadReadiness>(step.effects[0].body));
    }

    TEST_CASE("the language switch changes the words at once") {
        const AppState state = tap(at_home(false), "top.language").state;
        const auto view = make_app_view(state, assets::load_catalogue(Language::English));
        CHECK(std::get<HomeView>(view.screen).greeting == "Welcome, Annisa");
    }

    TEST_CASE("after wrong PINs the wait counts down, and then the door opens by itself") {
        AppState state = at_home(false);
        state = reduce(state, Tick{{1'000}}).state;
        state = tap(state, "top.sign_out").state;
        for (const char* id :
             {"signin.key.1", "signin.key.2", "signin.key.3", "signin.key.4", "signin.key.5",
              "signin.key.6", "signin.pin", "signin.key.7", "signin.key.7", "signin.key.7",
              "signin.key.7", "signin.key.7", "signin.key.7"}) {
            state = tap(state, id).state;
        }
        AppStep step = tap(state, "signin.submit");
        REQUIRE(step.effects.size() == 1);
        state =
            reduce(step.state, Outcome{step.effects[0].number, Error{ErrorCode::PinDelay, "4", {}}})
                .state;
        for (int i = 0; i < 6; ++i) {
            state = tap(state, "signin.key.7").state;
        }
        const Catalogue id = assets::load_catalogue(Language::Indonesian);
        const auto view_at = [&](std::int64_t now) {
            return std::get<SignInView>(make_app_view(reduce(state, Tick{{now}}).state, id).screen);
        };
        CHECK(view_at(1'000).problem == "PIN beberapa kali belum cocok. Silakan tunggu 4 detik.");
        CHECK(view_at(2'500).problem == "PIN beberapa kali belum cocok. Silakan tunggu 3 detik.");
        CHECK_FALSE(view_at(4'999).submit.is_enabled);
        CHECK(tap(state, "signin.submit").effects.empty());
        CHECK(view_at(5'000).problem.empty());
        CHECK(view_at(5'000).submit.is_enabled);
        const AppState other = tap(tap(state, "signin.number").state, "signin.key.erase").state;
        CHECK(std::get<SignInView>(make_app_view(other, id).screen).problem.empty());
    }

    TEST_CASE("the last minute before the screen closes is said, and any touch keeps it open") {
        const Catalogue id = assets::load_catalogue(Language::Indonesian);
        AppState state = reduce(at_home(false), Tick{{0}}).state;
        state = reduce(state, Touched{}).state;
        state = reduce(state, Tick{{119'999}}).state;
        CHECK(make_app_view(state, id).idle_warning.empty());
        state = reduce(state, Tick{{135'000}}).state;
        CHECK(make_app_view(state, id).idle_warning == "Layar akan ditutup dalam 00.45.");
        state = reduce(state, Touched{}).state;
        CHECK(make_app_view(state, id).idle_warning.empty());
        state = reduce(state, Tick{{314'999}}).state;
        CHECK(std::holds_alternative<HomeState>(state.screen));
    }

    TEST_CASE("an ended sitting that is not sealed is tried again, never resumed") {
        AppState state = at_home(false);
        auto& home = std::get<HomeState>(state.screen);
        home.data->offers[0].open_sitting = SittingId{};
        home.data->offers[0].is_open_ended = true;
        const Catalogue id = assets::load_catalogue(Language::Indonesian);
        const auto view = std::get<HomeView>(make_app_view(state, id).screen);
        CHECK(view.go_on->id == "home.seal");
        CHECK(view.go_on->label == "Coba lagi");
        CHECK(view.offers.empty());
        CHECK(tap(state, "home.continue").effects.empty());
        AppStep step = tap(state, "home.seal");
        REQUIRE(step.effects.size() == 1);
        CHECK(std::holds_alternative<FinishSitting>(step.effects[0].body));
        const auto number = step.effects[0].number;
        const AppState refused =
            reduce(step.state, Outcome{number, Error{ErrorCode::SealFailed, "", {}}}).state;
        CHECK(std::get<HomeView>(make_app_view(refused, id).screen).go_on->is_enabled);
        CHECK_FALSE(std::get<HomeView>(make_app_view(refused, id).screen).problem.empty());
        step = reduce(step.state, Outcome{number, assessment::Summary{}});
        CHECK(std::holds_alternative<ResultState>(step.state.screen));
    }

    TEST_CASE("a terminal taken out of use stores what is on the screen, then takes nobody") {
        const Catalogue id = assets::load_catalogue(Language::Indonesian);
        AppState state = at_home(false);
        assessment::OpenSitting open = a_sitting();
        open.items[0].body = items::ShortText{};
        SittingState sitting =
            begin_sitting(open, std::make_shared<assessment::Framework>(), state.next_number);
        state.screen = reduce(sitting, TextChanged{"satu data"}).state;
        AppStep step = reduce(state, Outcome{0, Revoked{}});
        REQUIRE(step.effects.size() == 1);  // the answer, and nothing is ended yet
        const auto& save = std::get<SaveEvent>(step.effects[0].body);
        CHECK(std::get<assessment::Answered>(save.body).response.text() == "satu data");
        step = reduce(step.state, Outcome{step.effects[0].number, Saved{open.sitting}});
        CHECK(std::holds_alternative<SignInState>(step.state.screen));
        step = reduce(step.state, Outcome{0, Revoked{}});
        REQUIRE(step.effects.size() == 1);
        CHECK(std::holds_alternative<EndUse>(step.effects[0].body));
        assessment::Readiness ended;
        ended.terminal_name = "DISDUKCAPIL-02";
        ended.queue_count = 3;
        ended.out_of_use_since = UtcMs{1'805'000'000'000};
        step = reduce(step.state, Outcome{step.effects[0].number, ended});
        CHECK_FALSE(step.state.person.has_value());
        const auto view = std::get<OutOfUseView>(make_app_view(step.state, id).screen);
        CHECK(view.title == "Kios ini sudah tidak dipakai");
        CHECK(view.since == "Dihentikan 14 Maret 2027, 11.53");
        CHECK(view.facts[0].title == "Data pegawai dan soal sudah dihapus dari sini");
        CHECK(view.facts[1].title == "3 catatan belum terkirim, masih tersimpan terkunci");
        CHECK(view.call == "Hubungi kantor pusat dan sebutkan: DISDUKCAPIL-02");
        CHECK(reduce(step.state, SignInShown{}).effects.empty());
        CHECK(std::holds_alternative<ReadyState>(reduce(step.state, SignInShown{}).state.screen));
        ended.queue_count = 0;
        step = reduce(step.state, Outcome{99, ended});
        CHECK(std::get<OutOfUseView>(make_app_view(step.state, id).screen).facts[1].title ==
              "Semua catatan sudah diterima kantor pusat");
    }

    TEST_CASE("dates are said in the reader's language") {
        const WallTime at{UtcMs{1'795'516'000'000}, 420, {}};
        CHECK(date_text(at, assets::load_catalogue(Language::Indonesian)) == "24 November 2026");
        CHECK(date_text(Date{2026, 8, 3}, assets::load_catalogue(Language::Indonesian)) ==
              "3 Agustus 2026");
        CHECK(date_text(Date{2026, 8, 3}, assets::load_catalogue(Language::English)) ==
              "3 August 2026");
    }

    TEST_CASE("a result that comes from headquarters, or from nowhere, is said without a chart") {
        const Catalogue id = assets::load_catalogue(Language::Indonesian);
        assessment::Framework framework;
        framework.level_names[0] = {"Paham", "Aware"};
        assessment::Summary summary;
        summary.result_place = assessment::ResultPlace::Headquarters;
        auto view = make_result_view(summary, framework, id, Language::Indonesian);
        CHECK(view.headline == "Hasil datang dari kantor pusat.");
        CHECK(view.chart_title.empty());
        CHECK(view.level_names.empty());
        summary.result_place = assessment::ResultPlace::Nowhere;
        view = make_result_view(summary, framework, id, Language::Indonesian);
        CHECK(view.headline == "Jawaban Anda sudah tersimpan dan disegel.");
        CHECK(view.chart_title.empty());
    }

    TEST_CASE("an assessment outside its window says when it opens or closed, in the city's time") {
        const Catalogue id = assets::load_catalogue(Language::Indonesian);
        const Catalogue en = assets::load_catalogue(Language::English);
        assessment::Home home;
        home.framework = std::make_shared<assessment::Framework>();
        assessment::Offer offer;
        offer.assessment.id = AssessmentId("prates");
        offer.assessment.opens = UtcMs{1'796'259'600'000};   // 2026-12-03T01:00Z
        offer.assessment.closes = UtcMs{1'796'461'200'000};  // 2026-12-05T09:00Z
        offer.window = assessment::OfferWindow::NotYet;
        home.offers = {offer};
        auto row = make_home_view({}, home, id, Language::Indonesian).offers.at(0);
        CHECK(row.caption == "Dibuka 3 Desember 2026, 08.00");
        CHECK(row.chip == "Belum dibuka");
        CHECK_FALSE(row.action.has_value());
        CHECK_FALSE(row.is_done);
        home.utc_offset_min = 540;
        row = make_home_view({}, home, en, Language::English).offers.at(0);
        CHECK(row.caption == "Opens 3 December 2026, 10.00");
        home.offers[0].window = assessment::OfferWindow::Over;
        row = make_home_view({}, home, id, Language::Indonesian).offers.at(0);
        CHECK(row.caption == "Ditutup 5 Desember 2026, 18.00");
        CHECK(row.chip == "Sudah ditutup");
        CHECK_FALSE(row.action.has_value());
        home.offers[0].window = assessment::OfferWindow::Open;
        CHECK(make_home_view({}, home, id, Language::Indonesian).offers.at(0).action.has_value());
    }

    TEST_CASE("before the start stand five promises, the purpose in its own words among them") {
        assessment::Framework framework;
        assessment::Purpose purpose;
        purpose.code = PurposeCode("P");
        purpose.title = {"Hanya untuk pengembangan", "For development only"};
        purpose.text = {"Satu tujuan.", "One purpose."};
        purpose.consent = {"Saya ikut.", "I take part."};
        framework.purposes = {purpose};
        assessment::Offer offer;
        offer.assessment.purpose = purpose.code;
        const auto view = make_start_view(
            offer, framework, assets::load_catalogue(Language::English), Language::English);
        REQUIRE(view.promises.size() == 5);
        CHECK(view.promises[1].title == "For development only");
        CHECK(view.promises[1].sentence == "One purpose.");
        CHECK(view.consent == "I take part.");
        CHECK(view.facts.back().text == "Some questions are in Indonesian only.");
    }

    TEST_CASE("closing the window asks for the administrator and changes nothing else") {
        const Catalogue id = assets::load_catalogue(Language::Indonesian);
        const Catalogue en = assets::load_catalogue(Language::English);
        const AppState state = at_home(false);
        const auto step = reduce(state, CloseAsked{});
        CHECK(step.effects.empty());
        const auto view = make_app_view(step.state, id);
        REQUIRE(view.help_dialog.has_value());
        CHECK(view.help_dialog->question == "Kios ini tidak ditutup dari sini");
        CHECK(make_app_view(step.state, en).help_dialog->question ==
              "This kiosk is not closed from here");
        CHECK(view.screen == make_app_view(state, id).screen);
        const auto closed = tap(step.state, "help.close").state;
        CHECK_FALSE(make_app_view(closed, id).help_dialog.has_value());
    }

    TEST_CASE("help says the kiosk's name and closes again, a refused save keeps its code there") {
        AppState state = at_home(false);
        state.place.terminal = "DISKOMINFO-02";
        state = tap(state, "top.help").state;
        const Catalogue id = assets::load_catalogue(Language::Indonesian);
        REQUIRE(make_app_view(state, id).help_dialog.has_value());
        CHECK(make_app_view(state, id).help_dialog->facts[0].text ==
              "Sebutkan nama kios ini: DISKOMINFO-02");
        state = tap(state, "help.close").state;
        CHECK_FALSE(make_app_view(state, id).help_dialog.has_value());
    }
}

}  // namespace asah::screens

// Pages of a sitting: each kind of item, the map, the dialogs and the banners.
#include "tools/gallery/pages.h"

namespace asah::gallery {

using namespace screens;

namespace {

items::Item an_item(items::ItemBody body, LocalText stem) {
    items::Item item;
    item.body = std::move(body);
    item.stem = std::move(stem);
    return item;
}

template <class Kind>
items::Item with_options(LocalText stem, std::vector<LocalText> options) {
    Kind kind;
    char letter = 'a';
    for (LocalText& text : options) {
        kind.options.push_back({OptionId(std::string(1, letter++)), std::move(text)});
    }
    return an_item(std::move(kind), std::move(stem));
}

items::Item single_choice() {
    return with_options<items::SingleChoice>(
        {"Cara menyimpan kata sandi aplikasi kantor yang paling aman adalah \u2026",
         "The safest way to keep passwords of office applications is \u2026"},
        {{"memakai pengelola kata sandi dengan sandi berbeda-beda",
          "a password manager with a different password for each"},
         {"memakai kata sandi yang sama untuk semua aplikasi", "one password for all applications"},
         {"menulisnya di kertas yang ditempel di layar", "a note stuck to the screen"},
         {"memberitahukannya kepada satu rekan tepercaya sebagai cadangan",
          "telling it to one trusted colleague as a reserve"}});
}

items::Item multiple_response() {
    return with_options<items::MultipleResponse>(
        {"Menurut Perpres 39/2019 tentang Satu Data Indonesia, pilih SEMUA prinsip yang "
         "harus dipenuhi data pemerintah.",
         "By Presidential Regulation 39/2019 on One Data Indonesia, choose ALL "
         "principles that government data must meet."},
        {{"Menggunakan kode referensi dan/atau data induk",
          "Uses reference codes and/or master data"},
         {"Memenuhi standar data", "Meets data standards"},
         {"Memiliki metadata", "Has metadata"},
         {"Hanya boleh disimpan dalam bentuk kertas", "May be kept on paper only"},
         {"Memenuhi kaidah interoperabilitas", "Follows rules of interoperability"}});
}

items::Item situational() {
    return with_options<items::Situational>(
        {"Tiga bulan setelah sistem surat elektronik diluncurkan, separuh bidang masih memakai "
         "kertas. Sebagai sekretaris dinas, Anda \u2026",
         "Three months after the electronic mail system began, half of the divisions still use "
         "paper. As secretary of the agency you \u2026"},
        {{"Memetakan kendala tiap bidang, membantunya, dan menetapkan tanggal berhenti kertas",
          "Map what hinders each division, help it, and set a date to stop using paper"},
         {"Menerbitkan surat teguran kepada seluruh bidang disertai batas waktu dan ancaman sanksi",
          "Send a warning to all divisions with a deadline and a threat of sanctions"},
         {"Mengadakan satu kali sosialisasi ulang yang sama untuk semua bidang",
          "Hold one more briefing, the same for all divisions"},
         {"Memberi waktu tambahan tanpa batas sampai semua bidang menyatakan siap",
          "Give unlimited time until every division says it is ready"},
         {"Menjalankan surat kertas dan surat elektronik sekaligus untuk seterusnya",
          "Run paper and electronic mail side by side for good"}});
}

items::Item true_false() {
    return with_options<items::TrueFalse>(
        {"Salinan cadangan yang tersimpan di komputer yang sama sudah cukup aman.",
         "A backup kept on the same computer is safe enough."},
        {{"Benar", "True"}, {"Salah", "False"}});
}

items::Item statement() {
    return an_item(items::Statement{{"aplikasi yang dipakai", "the application used"}},
                   {"Saya memasukkan data layanan ke aplikasi tanpa perlu diperbaiki orang lain.",
                    "I enter service data into the application without corrections by others."});
}

items::Item numeric() {
    return an_item(items::Numeric{{"persen", "per cent"}},
                   {"Pada Juni ada 92 pengaduan, pada Mei 80. Berapa persen kenaikannya?",
                    "There were 92 complaints in June and 80 in May. By how many per cent did they "
                    "rise?"});
}

items::Item ordering() {
    return with_options<items::Ordering>(
        {"Urutkan langkah membalas surat masuk lewat aplikasi persuratan.",
         "Put the steps of answering a letter in the mail application in order."},
        {{"Mencatat surat dan memberi nomor agenda", "Register the letter and number it"},
         {"Meminta disposisi pimpinan", "Ask the head for instructions"},
         {"Menyusun konsep jawaban", "Draft the answer"},
         {"Menandatangani secara elektronik", "Sign it electronically"}});
}

items::Item short_text() {
    return an_item(
        items::ShortText{},
        {"Apa nama aplikasi resmi untuk pengaduan masyarakat secara nasional?",
         "What is the official national application for complaints of citizens called?"});
}

assessment::OpenSitting a_sitting(std::vector<items::Item> items, int position, int minutes) {
    assessment::OpenSitting data;
    data.assessment.title = {"Prates: Teknologi Informasi", "Pre-test: Information Technology"};
    data.sitting.head.time_limit = DurationMs{std::int64_t{60'000} * minutes};
    data.sitting.answers.resize(items.size());
    for (int i = 0; i < position; ++i) {
        auto& answer = data.sitting.answers[static_cast<std::size_t>(i)];
        const auto& item = items[static_cast<std::size_t>(i)];
        const auto& options = items::options_of(item);
        if (!options.empty()) {
            answer.response = items::chose({options.front().id});
        } else if (!items::is_scored(item)) {
            answer.response = items::rated(4);
        }
    }
    data.sitting.position = position;
    data.items = std::move(items);
    return data;
}

assessment::OpenSitting a_quiz(const items::Item& item) {
    constexpr std::size_t kCount = 20;
    constexpr int kPosition = 6;
    std::vector<items::Item> items(kCount, single_choice());
    items[kPosition] = item;
    items[4].stem = numeric().stem;
    assessment::OpenSitting data = a_sitting(std::move(items), kPosition, 25);
    data.sitting.answers[3].is_unsure = true;
    data.sitting.answers[4].response = {};
    data.sitting.elapsed = DurationMs{378'000};
    return data;
}

AppState show(assessment::OpenSitting data) {
    AppState state = a_signed_in_state();
    SittingState sitting = begin_sitting(std::move(data), sample_framework(), 100);
    sitting.now = state.now;
    state.screen = std::move(sitting);
    return state;
}

AppState with(AppState state, const SittingEvent& event) {
    auto step = reduce(std::move(state), AppEvent{event});
    return step.state;
}

assessment::OpenSitting answered(const items::Item& item, const std::vector<const char*>& chosen) {
    assessment::OpenSitting data = a_quiz(item);
    auto& response = data.sitting.answers[static_cast<std::size_t>(data.sitting.position)].response;
    std::vector<OptionId> ids;
    for (const char* id : chosen) {
        ids.emplace_back(id);
    }
    response = items::chose(std::move(ids));
    return data;
}

assessment::OpenSitting a_self_assessment() {
    assessment::OpenSitting data = a_sitting({statement(), statement(), statement()}, 1, 0);
    data.assessment.title = {"Penilaian Mandiri 2026", "Self-assessment 2026"};
    data.sitting.answers[1].response =
        items::rated(4, "Presensi dan SIPD. Rekap bulan Oktober tidak dikembalikan verifikator.");
    return data;
}

assessment::OpenSitting nearly_done() {
    assessment::OpenSitting data = answered(single_choice(), {"a"});
    for (std::size_t i = 7; i < data.items.size(); ++i) {
        data.sitting.answers[i].response = items::chose({OptionId("b")});
    }
    data.sitting.answers[12].is_unsure = true;
    data.sitting.elapsed = DurationMs{1'224'000};
    return data;
}

/// An order with two of four steps and a number that can be read in two ways.
assessment::OpenSitting not_complete() {
    assessment::OpenSitting data = nearly_done();
    data.items[6] = ordering();
    data.sitting.answers[6].response = items::chose({OptionId("a"), OptionId("c")});
    data.items[9] = numeric();
    data.sitting.answers[9].response = items::typed("2,250");
    return data;
}

/// The item on the screen and another were withdrawn meanwhile.
assessment::OpenSitting withdrawn_item() {
    assessment::OpenSitting data = nearly_done();
    data.sitting.answers[6].is_withdrawn = true;
    data.sitting.answers[9].is_withdrawn = true;
    data.sitting.elapsed = DurationMs{378'000};
    return data;
}

assessment::OpenSitting typed_at(const items::Item& item, const std::string& text) {
    assessment::OpenSitting data = a_quiz(item);
    data.sitting.answers[6].response = items::typed(text);
    return data;
}

AppState refused(AppState state) {
    state = with(std::move(state), OptionPressed{OptionId("b")});
    const auto& sitting = std::get<SittingState>(state.screen);
    const auto number = sitting.awaited[static_cast<std::size_t>(sitting.position)];
    return reduce(std::move(state),
                  screens::Outcome{number, Error{ErrorCode::DiskFull, "database", {}}})
        .state;
}

AppState finishing_refused() {
    AppState state = show(nearly_done());
    state = with(std::move(state), MapPressed{});
    state = with(std::move(state), FinishPressed{});
    state = with(std::move(state), FinishConfirmed{});
    const auto number = std::get<SittingState>(state.screen).finishing.value_or(0);
    return reduce(std::move(state), screens::Outcome{number, Error{ErrorCode::SealFailed, "", {}}})
        .state;
}

}  // namespace

std::vector<Page> make_sitting_pages() {
    std::vector<Page> pages;
    pages.push_back({"quiz_single", show(answered(single_choice(), {"a"}))});
    pages.push_back({"quiz_empty", show(a_quiz(single_choice()))});
    pages.push_back({"quiz_multiple", show(answered(multiple_response(), {"a", "b", "e"}))});
    pages.push_back({"quiz_true_false", show(answered(true_false(), {"b"}))});
    pages.push_back({"quiz_situational", show(answered(situational(), {"c"}))});
    pages.push_back({"quiz_numeric", show(typed_at(numeric(), "15"))});
    pages.push_back({"quiz_numeric_unclear", show(typed_at(numeric(), "2,250"))});
    pages.push_back({"quiz_ordering_half", show(not_complete())});
    pages.push_back({"quiz_text_full", show(typed_at(short_text(), std::string(500, 'a')))});
    pages.push_back({"statement", show(a_self_assessment())});

    assessment::OpenSitting late = answered(single_choice(), {"a"});
    late.sitting.elapsed = DurationMs{1'200'000};
    pages.push_back({"quiz_late", show(late)});
    AppState idle = show(answered(single_choice(), {"a"}));
    idle.last_touch = BootMs{1'000'000 - kIdleSittingLimit.value + 45'000};
    pages.push_back({"quiz_idle", idle});

    const AppState map = with(show(nearly_done()), MapPressed{});
    pages.push_back({"map", map});
    pages.push_back({"finish", with(map, FinishPressed{})});
    const AppState half = with(show(not_complete()), MapPressed{});
    pages.push_back({"map_incomplete", half});
    pages.push_back({"finish_incomplete", with(half, FinishPressed{})});
    pages.push_back({"quiz_withdrawn", show(withdrawn_item())});
    pages.push_back({"map_withdrawn", with(show(withdrawn_item()), MapPressed{})});
    pages.push_back({"unsaved", refused(show(answered(single_choice(), {"a"})))});
    pages.push_back({"unsealed", finishing_refused()});
    Page help{"quiz_help", show(answered(single_choice(), {"a"}))};
    help.state.is_help_open = true;
    pages.push_back(help);
    return pages;
}

}  // namespace asah::gallery

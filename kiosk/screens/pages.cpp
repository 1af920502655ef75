#include "kiosk/screens/pages.h"

namespace asah::screens {

namespace {

constexpr std::int64_t kMsPerMinute = 60'000;
constexpr std::uint64_t kBytesPerMb = 1'000'000;

std::string number(std::int64_t value) { return std::to_string(value); }

int item_count(const assessment::Assessment& assessment) {
    int count = 0;
    for (const auto& row : assessment.blueprint.rows) {
        count += row.count;
    }
    return count;
}

std::string minutes(DurationMs limit) {
    return number((limit.value + kMsPerMinute - 1) / kMsPerMinute);
}

bool can_start(const OfferData& offer) {
    return !offer.open_sitting && (offer.assessment.attempts_max == 0 ||
                                   offer.finished_count < offer.assessment.attempts_max);
}

HomeOfferView offer_view(const OfferData& offer, const Catalogue& catalogue, Language language) {
    const auto& assessment = offer.assessment;
    HomeOfferView view;
    view.title = assessment.title.in(language);
    view.caption =
        catalogue.text("home.offer_items", {{"count", number(item_count(assessment))}}) + " · " +
        (assessment.time_limit.value == 0
             ? catalogue.text("home.no_limit")
             : catalogue.text("home.offer_minutes", {{"count", minutes(assessment.time_limit)}}));
    if (can_start(offer)) {
        view.action =
            Action{"home.start." + assessment.id.value, catalogue.text("home.start"), true};
    } else {
        view.chip = catalogue.text(offer.open_sitting ? "home.open" : "home.done");
    }
    return view;
}

void add_open(HomeView& view, const OfferData& offer, const Catalogue& catalogue,
              Language language) {
    view.continue_kicker = catalogue.text("home.continue_kicker");
    view.continue_title = offer.assessment.title.in(language);
    view.continue_facts = catalogue.text(
        "home.continue_facts",
        {{"answered", number(offer.open_answered)}, {"total", number(offer.open_total)}});
    if (offer.open_remaining) {
        const std::int64_t seconds = offer.open_remaining->value / 1000;
        const std::string rest = number(seconds % 60);
        const std::string time =
            number(seconds / 60) + "." + (rest.size() == 1 ? "0" + rest : rest);
        view.continue_facts += " · " + catalogue.text("home.continue_time", {{"time", time}});
    }
    view.go_on = Action{"home.continue", catalogue.text("home.continue"), true};
}

}  // namespace

HomeView make_home_view(const assessment::Person& person, const HomeData& home,
                        const Catalogue& catalogue, Language language) {
    HomeView view;
    view.greeting = catalogue.text("home.greeting", {{"name", person.name}});
    view.post = catalogue.text("home.post",
                               {{"title", person.post.title}, {"unit", person.post.unit_name}});
    view.privacy = catalogue.text("home.privacy");
    view.offers_title = catalogue.text("home.offers");
    for (const OfferData& offer : home.offers) {
        if (offer.open_sitting && !view.go_on) {
            add_open(view, offer, catalogue, language);
        }
        view.offers.push_back(offer_view(offer, catalogue, language));
    }
    if (home.offers.empty()) {
        view.empty_note = catalogue.text("home.no_offers");
    }
    view.results_title = catalogue.text("home.results");
    for (const SummaryData& summary : home.summaries) {
        const Date date = date_of(summary.finished.utc, summary.finished.offset_min);
        view.results.push_back(
            {summary.title.in(language),
             catalogue.text("home.finished", {{"date", to_text(date)}}),
             catalogue.text("receipt", {{"code", summary.receipt_code}}),
             {"home.result." + summary.sitting.hex(), catalogue.text("home.result"), true}});
    }
    return view;
}

StartView make_start_view(const OfferData& offer, const assessment::Framework& framework,
                          const Catalogue& catalogue, Language language) {
    const auto& assessment = offer.assessment;
    StartView view;
    view.kicker = catalogue.text("start.kicker");
    view.title = assessment.title.in(language);
    view.facts.push_back(
        catalogue.text("start.items", {{"count", number(item_count(assessment))}}));
    if (assessment.time_limit.value == 0) {
        view.facts.push_back(catalogue.text("start.no_limit"));
    } else {
        view.facts.push_back(
            catalogue.text("start.minutes", {{"count", minutes(assessment.time_limit)}}));
        view.facts.push_back(catalogue.text("start.extra"));
    }
    if (const auto* purpose = assessment::find_purpose(framework, assessment.purpose)) {
        view.purpose_title = purpose->title.in(language);
        view.purpose = purpose->text.in(language);
        view.consent = purpose->consent.in(language);
    }
    if (language == Language::English && !offer.has_english) {
        view.language_note = catalogue.text("start.indonesian_only");
    }
    view.heading = catalogue.text("start.heading");
    view.promises = {
        {catalogue.text("start.private.title"),
         catalogue.text("start.private.text", {{"count", number(framework.group_size_min)}})},
        {catalogue.text("start.saved.title"), catalogue.text("start.saved.text")},
        {catalogue.text("start.change.title"), catalogue.text("start.change.text")}};
    view.decline = {"start.decline", catalogue.text("start.decline"), true};
    view.begin = {"start.begin", catalogue.text("start.begin"), true};
    return view;
}

ReadyView make_ready_view(const ReadinessData& data, const Catalogue& catalogue) {
    ReadyView view;
    view.is_ready = data.is_ready;
    view.title = catalogue.text(data.is_ready ? "ready.yes" : "ready.no");
    view.facts = {
        catalogue.text("ready.terminal", {{"name", data.terminal_name}, {"unit", data.unit.value}}),
        catalogue.text("ready.people", {{"count", number(data.person_count)}}),
        catalogue.text("ready.banks", {{"count", number(data.bank_count)}}),
        catalogue.text("ready.queue", {{"count", number(data.queue_count)}}),
        catalogue.text("ready.disk",
                       {{"count", std::to_string(data.disk_free_bytes / kBytesPerMb)}})};
    for (const Error& warning : data.warnings) {
        const ErrorWords words = describe(warning, catalogue);
        view.warnings.push_back({words.what, words.next});
    }
    view.sign_in = {"ready.sign_in", catalogue.text("ready.sign_in"), data.person_count > 0};
    return view;
}

StoppedView make_stopped_view(const Error& error, const Catalogue& catalogue) {
    const ErrorWords words = describe(error, catalogue);
    return {catalogue.text("stopped.title") + " " + words.what, words.safe, words.next};
}

}  // namespace asah::screens

#include "kiosk/screens/pages.h"

namespace asah::screens {

namespace {

constexpr std::uint64_t kBytesPerMb = 1'000'000;
constexpr std::uint64_t kBytesPerGb = 1'000'000'000;

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

/// Whether the person used what attempts there are.
bool is_done(const assessment::Offer& offer) {
    return offer.assessment.attempts_max > 0 &&
           offer.finished_count >= offer.assessment.attempts_max;
}

bool can_start(const assessment::Offer& offer) {
    return !offer.open_sitting && offer.window == assessment::OfferWindow::Open && !is_done(offer);
}

/// "Dibuka 3 Desember 2026, 08.00"; empty while it is open.
std::string window_text(const assessment::Offer& offer, std::int32_t utc_offset_min,
                        const Catalogue& catalogue) {
    if (offer.window == assessment::OfferWindow::Open) {
        return {};
    }
    const bool is_early = offer.window == assessment::OfferWindow::NotYet;
    const UtcMs at =
        (is_early ? offer.assessment.opens : offer.assessment.closes).value_or(UtcMs{});
    return catalogue.text(is_early ? "home.opens" : "home.closed",
                          {{"time", moment_text(at, utc_offset_min, catalogue)}});
}

HomeOfferView offer_view(const assessment::Offer& offer, std::int32_t utc_offset_min,
                         const Catalogue& catalogue, Language language) {
    const auto& assessment = offer.assessment;
    HomeOfferView view;
    view.title = assessment.title.in(language);
    view.caption =
        catalogue.text("home.offer_items", {{"count", number(item_count(assessment))}}) + " · " +
        (assessment.time_limit.value == 0
             ? catalogue.text("home.no_limit")
             : catalogue.text("home.offer_minutes", {{"count", minutes(assessment.time_limit)}}));
    view.is_self_assessment = assessment.kind == assessment::AssessmentKind::SelfAssessment;
    if (can_start(offer)) {
        view.action =
            Action{"home.start." + assessment.id.value, catalogue.text("home.start"), true};
    } else {
        view.is_done = !offer.open_sitting && is_done(offer);
        const bool is_early = offer.window == assessment::OfferWindow::NotYet;
        view.chip = catalogue.text(offer.open_sitting ? "home.open"
                                   : view.is_done     ? "home.done"
                                   : is_early         ? "home.not_yet"
                                                      : "home.over");
        if (!offer.open_sitting && !view.is_done) {
            view.caption = window_text(offer, utc_offset_min, catalogue);
        }
    }
    return view;
}

void add_open(HomeView& view, const assessment::Offer& offer, const Catalogue& catalogue,
              Language language) {
    view.continue_title = offer.assessment.title.in(language);
    if (offer.is_open_ended) {
        view.continue_kicker = catalogue.text("unsealed.title");
        view.continue_facts = catalogue.text("unsealed.sentence");
        view.go_on = Action{"home.seal", catalogue.text("unsealed.retry"), true};
        return;
    }
    view.continue_kicker = catalogue.text("home.continue_kicker");
    view.continue_facts = catalogue.text(
        "home.continue_facts",
        {{"answered", number(offer.open_answered)}, {"total", number(offer.open_total)}});
    if (offer.open_remaining) {
        view.continue_facts += "\n" + catalogue.text("home.continue_time",
                                                     {{"time", clock_text(*offer.open_remaining)}});
    }
    view.go_on = Action{"home.continue", catalogue.text("home.continue"), true};
}

}  // namespace

HomeView make_home_view(const assessment::Person& person, const assessment::Home& home,
                        const Catalogue& catalogue, Language language) {
    HomeView view;
    view.greeting = catalogue.text("home.greeting", {{"name", person.name}});
    view.post = catalogue.text("home.post",
                               {{"title", person.post.title}, {"unit", person.post.unit_name}});
    view.privacy = catalogue.text("home.privacy");
    view.offers_title = catalogue.text("home.offers");
    for (const assessment::Offer& offer : home.offers) {
        if (offer.open_sitting && !view.go_on) {
            add_open(view, offer, catalogue, language);
            continue;  // it stands on the card above the list
        }
        view.offers.push_back(offer_view(offer, home.utc_offset_min, catalogue, language));
    }
    if (home.offers.empty()) {
        view.empty_note = catalogue.text("home.no_offers");
    }
    view.results_title = catalogue.text("home.results");
    view.no_results = home.summaries.empty() ? catalogue.text("home.no_results") : std::string();
    for (const assessment::Summary& summary : home.summaries) {
        view.results.push_back(
            {summary.title.in(language),
             catalogue.text("home.finished", {{"date", date_text(summary.finished, catalogue)}}),
             catalogue.text("receipt", {{"code", summary.receipt_code}}),
             {"home.result." + summary.sitting.hex(), catalogue.text("home.result"), true}});
    }
    return view;
}

namespace {

std::vector<StartFactView> start_facts(const assessment::Offer& offer, const Catalogue& catalogue,
                                       Language language) {
    const auto& assessment = offer.assessment;
    std::vector<StartFactView> facts;
    facts.push_back({StartFactKind::Items,
                     catalogue.text("start.items", {{"count", number(item_count(assessment))}})});
    if (assessment.time_limit.value == 0) {
        facts.push_back({StartFactKind::Time, catalogue.text("start.no_limit")});
    } else {
        facts.push_back(
            {StartFactKind::Time,
             catalogue.text("start.minutes", {{"count", minutes(assessment.time_limit)}})});
    }
    if (language == Language::English && !offer.has_english) {
        facts.push_back({StartFactKind::Language, catalogue.text("start.indonesian_only")});
    }
    return facts;
}

/// The purpose stands among them in its own exact words: they go into the record.
std::vector<PromiseView> start_promises(const assessment::Framework& framework,
                                        const PurposeCode& code, const Catalogue& catalogue,
                                        Language language) {
    const auto* purpose = assessment::find_purpose(framework, code);
    return {
        {PromiseKind::Private, catalogue.text("start.private.title"),
         catalogue.text("start.private.text", {{"count", number(framework.group_size_min)}})},
        {PromiseKind::NoPunishment,
         purpose == nullptr ? catalogue.text("start.purpose.title") : purpose->title.in(language),
         purpose == nullptr ? catalogue.text("start.purpose.text") : purpose->text.in(language)},
        {PromiseKind::Saved, catalogue.text("start.saved.title"),
         catalogue.text("start.saved.text")},
        {PromiseKind::Change, catalogue.text("start.change.title"),
         catalogue.text("start.change.text")},
        {PromiseKind::Help, catalogue.text("start.help.title"), catalogue.text("start.help.text")}};
}

}  // namespace

StartView make_start_view(const assessment::Offer& offer, const assessment::Framework& framework,
                          const Catalogue& catalogue, Language language) {
    StartView view;
    view.bar_title = catalogue.text("start.kicker");
    view.kicker = catalogue.text(offer.assessment.kind == assessment::AssessmentKind::SelfAssessment
                                     ? "kind.statement"
                                     : "start.quiz");
    view.title = offer.assessment.title.in(language);
    view.facts = start_facts(offer, catalogue, language);
    if (const auto* purpose = assessment::find_purpose(framework, offer.assessment.purpose)) {
        view.consent_lead = catalogue.text("start.consent");
        view.consent = purpose->consent.in(language);
    }
    view.heading = catalogue.text("start.heading");
    view.promises = start_promises(framework, offer.assessment.purpose, catalogue, language);
    view.decline = {"start.decline", catalogue.text("start.decline"), true};
    view.begin = {"start.begin", catalogue.text("start.begin"), true};
    return view;
}

ReadyView make_ready_view(const assessment::Readiness& data, const Catalogue& catalogue,
                          Language language) {
    ReadyView view;
    view.is_ready = data.is_ready;
    view.brand = catalogue.text("app.brand");
    view.title = catalogue.text(data.is_ready ? "ready.yes" : "ready.no");
    view.sentence = catalogue.text(data.is_ready ? "ready.yes_text" : "ready.no_text");
    view.place =
        place_text({data.authority_name, data.terminal_name, data.unit.value}, catalogue, language);
    view.heading = catalogue.text("ready.checks");
    for (const Error& warning : data.warnings) {
        const ErrorWords words = describe(warning, catalogue);
        view.checks.push_back({false, catalogue.text("ready.look"), words.what, words.next});
    }
    const auto add = [&](std::string_view name, std::string_view finding,
                         const std::string& count) {
        view.checks.push_back(
            {true, catalogue.text(name), catalogue.text(finding, {{"count", count}}), {}});
    };
    const bool is_small = data.disk_free_bytes < 10 * kBytesPerGb;
    add("ready.disk_name", is_small ? "ready.disk" : "ready.disk_gb",
        std::to_string(data.disk_free_bytes / (is_small ? kBytesPerMb : kBytesPerGb)));
    add("ready.banks_name", "ready.banks", number(data.bank_count));
    add("ready.people_name", "ready.people", number(data.person_count));
    add("ready.queue_name", "ready.queue", number(data.queue_count));
    const auto good = view.checks.size() - data.warnings.size();
    view.count = catalogue.text("ready.count", {{"good", std::to_string(good)},
                                                {"count", std::to_string(view.checks.size())}});
    view.sign_in = {"ready.sign_in", catalogue.text("ready.sign_in"), data.person_count > 0};
    return view;
}

OutOfUseView make_out_of_use_view(const assessment::Readiness& data, const Catalogue& catalogue,
                                  Language language) {
    OutOfUseView view;
    view.title = catalogue.text("ended.title");
    view.sentence = catalogue.text("ended.sentence");
    view.place =
        place_text({data.authority_name, data.terminal_name, data.unit.value}, catalogue, language);
    view.since =
        catalogue.text("ended.since", {{"date", moment_text(data.out_of_use_since.value_or(UtcMs{}),
                                                            data.utc_offset_min, catalogue)}});
    view.heading = catalogue.text("ended.heading");
    view.reason = catalogue.text("ended.reason");
    const auto add = [&](EndFactKind kind, const std::string& key) {
        view.facts.push_back({kind,
                              catalogue.text(key, {{"count", std::to_string(data.queue_count)}}),
                              catalogue.text(key + "_text")});
    };
    add(EndFactKind::Erased, "ended.erased");
    if (data.queue_count > 0) {
        add(EndFactKind::Waiting, "ended.waiting");
    } else {
        add(EndFactKind::Carried, "ended.carried");
    }
    add(EndFactKind::Pin, "ended.pin");
    view.call = catalogue.text("ended.call", {{"terminal", data.terminal_name}});
    return view;
}

StoppedView make_stopped_view(const Error& error, const Catalogue& catalogue) {
    const ErrorWords words = describe(error, catalogue);
    return {catalogue.text("stopped.title"), words.what, words.safe, words.next};
}

}  // namespace asah::screens

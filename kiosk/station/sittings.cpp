// Starting, resuming and saving. What returns from here as saved is on disk.
#include <algorithm>

#include "kiosk/core/base/encode.h"
#include "kiosk/core/items/check.h"
#include "kiosk/station/impl.h"
#include "kiosk/vault/storage.h"

namespace asah::station {

using assessment::Assessment;
using assessment::Sitting;
using assessment::SittingEvent;

namespace {

constexpr std::uint64_t kDiskFreeMin = 64ULL << 20U;
constexpr DurationMs kGapMin{30'000};
constexpr std::size_t kSittingKeyBytes = 32;

const Assessment* find_assessment(const Contents& contents, const AssessmentId& id) {
    for (const auto& one : contents.assessments) {
        if (one.id == id) {
            return &one;
        }
    }
    return nullptr;
}

Result<void> check_offer(Station::Impl& self, const Known& known, const Assessment& offered) {
    const auto now = now_wall(self).utc;
    if (offered.attempts_max > 0 && known.finished_count(offered.id) >= offered.attempts_max) {
        return fail(ErrorCode::AttemptsUsed);
    }
    if (assessment::window_at(offered, now) != assessment::OfferWindow::Open) {
        return fail(ErrorCode::WindowClosed);
    }
    ASAH_TRY(const auto free, self.ports.files->free_bytes(self.paths.home));
    if (free < kDiskFreeMin) {
        return fail(ErrorCode::NotEnoughDisk);
    }
    return {};
}

Digest purpose_digest(const assessment::Purpose& purpose, Language language) {
    Encoder encoder;
    encoder.field(purpose.title.in(language))
        .field(purpose.text.in(language))
        .field(purpose.consent.in(language));
    return sha256(encoder.bytes());
}

Result<assessment::SittingHead> make_head(Station::Impl& self, const PersonId& person,
                                          const Assessment& offered, Language language) {
    if (!self.contents.framework) {
        return fail(ErrorCode::ContentMissing, "framework");
    }
    const auto& framework = *self.contents.framework;
    const auto* purpose = assessment::find_purpose(framework, offered.purpose);
    if (purpose == nullptr) {
        return fail(ErrorCode::ContentMissing, "purpose " + offered.purpose.value);
    }
    ASAH_TRY(const auto known, read_person(self, person));
    ASAH_TRY(const auto drawn, banks_to_draw_from(self.contents, offered));
    assessment::SittingHead head;
    head.sitting = SittingId::make(*self.ports.random);
    head.person = person;
    head.assessment = offered.id;
    head.assessment_version = offered.version;
    head.kind = offered.kind;
    head.occasion = offered.occasion;
    head.purpose = offered.purpose;
    head.purpose_text = purpose_digest(*purpose, language);
    head.language = language;
    head.framework_version = framework.version;
    head.framework_digest = sha256(framework.source);
    head.post = known.person.post;
    head.standard = assessment::standard_of(framework, known.person.post);
    head.time_limit = offered.time_limit;
    head.started = now_wall(self);
    const auto seed = self.ports.form_seed ? *self.ports.form_seed : draw_seed(*self.ports.random);
    ASAH_TRY(head.form, assessment::draw_form(offered, assessment::variant_for(offered, person),
                                              drawn.banks, seed));
    return head;
}

Bytes key_place(const SittingId& sitting) {
    Encoder encoder;
    encoder.field("sitting-key").raw(sitting.view());
    return encoder.take();
}

Bytes event_box(Station::Impl& self, const SittingId& sitting, const vault::Secret& key,
                const SittingEvent& event) {
    return vault::encrypt_box(key, event_place(sitting, event.sequence),
                              as_bytes(ledger::make_event_json(event)), *self.ports.random);
}

// A gap is told, not hidden: how long, or 0 when the machine restarted and nobody can know.
std::optional<assessment::Interrupted> gap_since(Station::Impl& self, const SittingEvent& last) {
    const auto now = now_wall(self);
    if (now.boot != last.at.boot) {
        return assessment::Interrupted{{0}};
    }
    const auto gap = now.utc - last.at.utc;
    return gap > kGapMin ? std::optional(assessment::Interrupted{gap}) : std::nullopt;
}

Result<const items::Item*> item_of(const std::vector<const items::Bank*>& banks,
                                   const assessment::FormItem& place) {
    for (const auto* bank : banks) {
        if (bank->id == place.bank && bank->version == place.bank_version) {
            if (const auto* item = items::find_item(*bank, place.item)) {
                return item;
            }
        }
    }
    return fail(ErrorCode::ContentMissing, "item " + place.item.value);
}

// A response that its item cannot get is refused before it is stored.
Result<void> check_event(Station::Impl& self, const Sitting& sitting,
                         const assessment::EventBody& body) {
    const auto* answered = std::get_if<assessment::Answered>(&body);
    if (answered == nullptr) {
        return {};
    }
    const auto& places = sitting.head.form.items;
    if (answered->position < 0 || answered->position >= sitting.item_count()) {
        return fail(ErrorCode::InvalidArgument, "position outside the form");
    }
    ASAH_TRY(const auto banks, banks_of(self.contents, sitting.head.form));
    ASAH_TRY(const auto* item,
             item_of(banks, places[static_cast<std::size_t>(answered->position)]));
    const auto scale = self.contents.framework ? assessment::rating_scale(*self.contents.framework)
                                               : items::RatingScale{};
    return items::check_response(*item, answered->response, scale);
}

}  // namespace

Bytes event_place(const SittingId& sitting, std::uint32_t sequence) {
    Encoder encoder;
    encoder.field("sitting-event").raw(sitting.view()).u32(sequence);
    return encoder.take();
}

Result<std::vector<SittingEvent>> stored_events(Station::Impl& self, const SittingId& sitting,
                                                const vault::Secret& key) {
    ASAH_TRY(const auto boxes, store::events_of(self.database, sitting));
    std::vector<SittingEvent> events;
    for (std::size_t i = 0; i < boxes.size(); ++i) {
        const auto place = event_place(sitting, static_cast<std::uint32_t>(i));
        ASAH_TRY(const auto plain, vault::decrypt_box(key, place, boxes[i]));
        ASAH_TRY(auto event, ledger::parse_event_json(as_text(plain.view())));
        events.push_back(std::move(event));
    }
    return events;
}

Result<LiveSitting*> live_sitting(Station::Impl& self, const SittingId& sitting) {
    const auto found = self.live.find(sitting);
    if (found != self.live.end()) {
        return &found->second;
    }
    ASAH_TRY(const auto row, store::read_sitting(self.database, sitting));
    if (!row) {
        return fail(ErrorCode::SittingClosed);
    }
    ASAH_TRY(auto key, vault::decrypt_box(self.storage_key, key_place(sitting), row->key_box));
    ASAH_TRY(const auto events, stored_events(self, sitting, key));
    ASAH_TRY(auto folded, assessment::replay(events));
    auto [at, is_new] = self.live.emplace(sitting, LiveSitting{std::move(folded), std::move(key)});
    return &at->second;
}

namespace {

Result<Sitting> put_event(Station::Impl& self, const SittingId& sitting, DurationMs elapsed,
                          const assessment::EventBody& body) {
    ASAH_TRY(auto* live, live_sitting(self, sitting));
    SittingEvent event;
    event.sequence = live->sitting.next_sequence;
    event.elapsed = std::max(elapsed, live->sitting.elapsed);
    event.at = now_wall(self);
    event.body = body;
    // Moved, since a copy costs more than the cipher; after a refusal what is stored is folded
    // anew.
    auto next = assessment::apply(std::move(live->sitting), event);
    if (!next.has_value()) {
        self.live.erase(sitting);
        return fail(std::move(next).error());
    }
    const auto box = event_box(self, sitting, live->key, event);
    auto stored = sqlite::in_transaction(self.database, [&](sqlite::Tx& tx) {
        return store::add_event(tx, sitting, event.sequence, box);
    });
    if (!stored.has_value()) {
        // A refused COMMIT may still have reached the disk.
        self.live.erase(sitting);
        return fail(std::move(stored).error());
    }
    live->sitting = std::move(*next);
    return live->sitting;
}

/// Stores which items of the form were withdrawn or corrected since it was drawn. Contents change
/// rarely: they are compared once after each change.
Result<void> withdraw_items(Station::Impl& self, const SittingId& sitting) {
    ASAH_TRY(const auto* live, live_sitting(self, sitting));
    if (live->sitting.finished || live->contents_number == self.contents.number) {
        return {};
    }
    for (int i = 0; i < live->sitting.item_count(); ++i) {
        const auto index = static_cast<std::size_t>(i);
        if (!live->sitting.answers[index].is_withdrawn &&
            is_withdrawn(self.contents, live->sitting.head.form.items[index])) {
            ASAH_CHECK(put_event(self, sitting, live->sitting.elapsed, assessment::Withdrawn{i}));
        }
    }
    ASAH_TRY(auto* compared, live_sitting(self, sitting));
    compared->contents_number = self.contents.number;
    return {};
}

}  // namespace

Result<Sitting> store_event(Station::Impl& self, const SittingId& sitting, DurationMs elapsed,
                            const assessment::EventBody& body) {
    ASAH_TRY(const auto* live, live_sitting(self, sitting));
    ASAH_CHECK(check_event(self, live->sitting, body));
    ASAH_CHECK(withdraw_items(self, sitting));
    return put_event(self, sitting, elapsed, body);
}

Result<assessment::OpenSitting> open_view(Station::Impl& self, const Sitting& sitting) {
    ASAH_TRY(const auto banks, banks_of(self.contents, sitting.head.form));
    assessment::OpenSitting view;
    view.sitting = sitting;
    if (const auto* known = find_assessment(self.contents, sitting.head.assessment)) {
        view.assessment = *known;
    }
    for (const auto& place : sitting.head.form.items) {
        ASAH_TRY(const auto* item, item_of(banks, place));
        view.items.push_back(items::in_order(*item, place.option_order, place.target_order));
    }
    return view;
}

Result<assessment::OpenSitting> Station::start_sitting(const PersonId& person,
                                                       const AssessmentId& assessment,
                                                       Language language) {
    auto& self = *m_impl;
    ASAH_CHECK(check_in_use(self));
    const auto* published = find_assessment(self.contents, assessment);
    if (published == nullptr) {
        return fail(ErrorCode::ContentMissing, "assessment " + assessment.value);
    }
    ASAH_TRY(const auto known, known_of(self, person));
    ASAH_TRY(const auto offered, offered_to(self, *published, person, known));
    if (!offered) {
        return fail(ErrorCode::WindowClosed);  // a second look that is not due
    }
    ASAH_CHECK(check_offer(self, known, *offered));
    ASAH_TRY(auto head, make_head(self, person, *offered, language));
    const auto id = head.sitting;
    auto key = vault::Secret::random(*self.ports.random, kSittingKeyBytes);
    SittingEvent event;
    event.at = head.started;
    event.body = assessment::Started{std::move(head)};
    ASAH_TRY(auto sitting, assessment::apply({}, event));
    const store::SittingRow row{person, vault::encrypt_box(self.storage_key, key_place(id),
                                                           key.view(), *self.ports.random)};
    const auto box = event_box(self, id, key, event);
    ASAH_CHECK(sqlite::in_transaction(self.database, [&](sqlite::Tx& tx) -> Result<void> {
        ASAH_CHECK(store::add_sitting(tx, id, row));
        return store::add_event(tx, id, 0, box);
    }));
    self.live.emplace(id, LiveSitting{sitting, std::move(key)});
    return open_view(self, sitting);
}

Result<assessment::OpenSitting> Station::resume_sitting(const PersonId& person,
                                                        const SittingId& sitting) {
    auto& self = *m_impl;
    ASAH_CHECK(check_in_use(self));
    ASAH_TRY(const auto row, store::read_sitting(self.database, sitting));
    if (!row || row->person != person) {
        return fail(ErrorCode::NotFound, "sitting");
    }
    self.live.erase(sitting);  // fold what is stored, not what is remembered
    ASAH_TRY(auto* live, live_sitting(self, sitting));
    if (live->sitting.finished) {
        return open_view(self, live->sitting);  // not sealed yet: its clock stands
    }
    ASAH_TRY(const auto events, stored_events(self, sitting, live->key));
    ASAH_CHECK(withdraw_items(self, sitting));
    ASAH_TRY(live, live_sitting(self, sitting));
    auto current = live->sitting;
    if (const auto gap = gap_since(self, events.back())) {
        ASAH_TRY(current, store_event(self, sitting, current.elapsed, *gap));
    }
    return open_view(self, current);
}

Result<Sitting> Station::save_event(const SittingId& sitting, DurationMs elapsed,
                                    const assessment::EventBody& body) {
    if (std::holds_alternative<assessment::Finished>(body) ||
        std::holds_alternative<assessment::Started>(body)) {
        return fail(ErrorCode::InvalidArgument, "event");
    }
    ASAH_CHECK(check_in_use(*m_impl));
    return store_event(*m_impl, sitting, elapsed, body);
}

}  // namespace asah::station

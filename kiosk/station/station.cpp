// Reading what a terminal knows: readiness, home; and the idle step.
#include "kiosk/station/station.h"

#include <algorithm>

#include "kiosk/station/impl.h"

namespace asah::station {

Station::Station(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}
Station::Station(Station&&) noexcept = default;
Station& Station::operator=(Station&&) noexcept = default;
Station::~Station() = default;

constexpr std::size_t kRefusalsMax = 50;

bool note_refusal(Station::Impl& self, const Error& error) {
    const bool is_known = std::any_of(
        self.refused.begin(), self.refused.end(),
        [&](const Error& one) { return one.code == error.code && one.detail == error.detail; });
    if (is_known || self.refused.size() >= kRefusalsMax) {
        return false;
    }
    self.refused.push_back(error);
    return true;
}

assessment::FrameworkPtr Station::framework() const { return m_impl->contents.framework; }

Result<assessment::Readiness> Station::readiness() {
    auto& self = *m_impl;
    assessment::Readiness ready;
    ready.authority_name = self.root.authority_name;
    ready.terminal_name = self.identity.terminal_name;
    ready.unit = self.identity.unit;
    ready.utc_offset_min = self.root.utc_offset_min;
    if (self.out_of_use) {
        ready.out_of_use_since = self.out_of_use;
        ASAH_TRY(ready.queue_count, queue_count(self));
        return ready;
    }
    ASAH_TRY(const auto generation, store::read_number(self.database, "roster_generation"));
    ASAH_TRY(const auto people, store::count_people(self.database, generation));
    ASAH_TRY(const auto manifest, store::read_number(self.database, "manifest_number"));
    ASAH_TRY(const auto filed_at, store::read_number(self.database, "filed_utc_ms"));
    ASAH_TRY(ready.queue_count, queue_count(self));
    ASAH_TRY(ready.disk_free_bytes, self.ports.files->free_bytes(self.paths.home));
    ready.person_count = static_cast<int>(people);
    ready.bank_count = static_cast<int>(self.contents.current_banks.size());
    ready.manifest_number = static_cast<int>(manifest);
    if (filed_at > 0) {
        ready.last_filed = UtcMs{filed_at};
    }
    ready.warnings = self.refused;
    const auto warn = [&](bool is_wrong, ErrorCode code, const char* what) {
        if (is_wrong) {
            ready.warnings.push_back({code, what, {}});
        }
        return !is_wrong;
    };
    ready.is_ready = warn(!self.contents.framework, ErrorCode::ContentMissing, "framework");
    ready.is_ready &= warn(people == 0, ErrorCode::ContentMissing, "roster");
    ready.is_ready &=
        warn(self.contents.assessments.empty(), ErrorCode::ContentMissing, "assessment");
    ready.is_ready &= warn(ready.disk_free_bytes < (64ULL << 20U), ErrorCode::NotEnoughDisk, "");
    ASAH_TRY(const auto wrong_clock, clock_fault(self));
    if (wrong_clock) {
        ready.is_ready = false;
        ready.warnings.push_back(*wrong_clock);
    }
    warn(self.is_checkpoint_due, ErrorCode::DatabaseBusy, "WAL");
    return ready;
}

namespace {

bool is_translated(const std::vector<const assessment::Bank*>& banks) {
    return std::all_of(banks.begin(), banks.end(), [](const auto* bank) {
        return std::all_of(bank->items.begin(), bank->items.end(),
                           [](const auto& item) { return !item.stem.en.empty(); });
    });
}

Result<std::vector<const assessment::Sitting*>> open_sittings(Station::Impl& self,
                                                              const PersonId& person) {
    ASAH_TRY(const auto ids, store::sittings_of(self.database, person));
    std::vector<const assessment::Sitting*> sittings;
    for (const auto& id : ids) {
        ASAH_TRY(const auto* live, live_sitting(self, id));
        sittings.push_back(&live->sitting);
    }
    return sittings;
}

}  // namespace

Result<assessment::Home> Station::home(const PersonId& person) {
    auto& self = *m_impl;
    ASAH_CHECK(check_in_use(self));
    if (!self.contents.framework) {
        return fail(ErrorCode::ContentMissing, "framework");
    }
    ASAH_TRY(const auto known, known_of(self, person));
    ASAH_TRY(const auto open, open_sittings(self, person));
    assessment::Home home;
    home.framework = self.contents.framework;
    home.utc_offset_min = self.root.utc_offset_min;
    for (const auto& one : known.kept) {
        home.summaries.push_back(one.summary);
    }
    for (const auto& offered : self.contents.assessments) {
        assessment::Offer offer;
        const bool is_open = std::any_of(open.begin(), open.end(), [&](const auto* sitting) {
            return sitting->head.assessment == offered.id;
        });
        ASAH_TRY(auto for_person, offered_to(self, offered, person, known));
        if (!for_person && !is_open) {
            continue;  // a second look that is not due
        }
        offer.assessment = for_person ? std::move(*for_person) : offered;
        offer.window = assessment::window_at(offer.assessment, now_wall(self).utc);
        const auto banks = banks_of(self.contents, offered);
        if (!banks.has_value()) {
            continue;  // not all of its content has arrived yet
        }
        offer.has_english = is_translated(*banks);
        offer.finished_count = known.finished_count(offered.id);
        for (const auto* sitting : open) {
            if (sitting->head.assessment == offered.id) {
                offer.open_sitting = sitting->head.sitting;
                offer.open_answered = sitting->answered_count();
                offer.open_total = sitting->item_count();
                offer.open_remaining = sitting->remaining();
                offer.is_open_ended = sitting->finished.has_value();
            }
        }
        home.offers.push_back(std::move(offer));
    }
    return home;
}

Result<IdleWork> Station::idle_step() {
    auto& self = *m_impl;
    IdleWork work;
    ASAH_TRY(const bool has_imported, import_one(self, work));
    if (has_imported) {
        work.has_more = true;
        return work;
    }
    if (self.is_export_due) {
        ASAH_TRY(work.exported_count, export_entries(self, 8));
    }
    if (self.is_checkpoint_due) {
        ASAH_CHECK(checkpoint(self));
    }
    if (self.is_status_due || work.exported_count > 0) {
        ASAH_CHECK(write_status(self));
    }
    work.has_more = self.is_export_due;
    return work;
}

}  // namespace asah::station

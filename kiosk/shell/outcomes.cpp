#include "kiosk/shell/outcomes.h"

#include <utility>

namespace asah::shell {

namespace {

using screens::OutcomeBody;

screens::SummaryData to_data(station::Summary summary) {
    return {summary.sitting,
            std::move(summary.assessment),
            summary.kind,
            std::move(summary.title),
            summary.finished,
            std::move(summary.receipt_code),
            std::move(summary.profile),
            std::move(summary.standard),
            summary.is_filed,
            summary.item_count,
            summary.answered_count};
}

screens::OfferData to_data(station::Offer offer) {
    return {std::move(offer.assessment), offer.has_english,   offer.finished_count,
            offer.open_sitting,          offer.open_answered, offer.open_total,
            offer.open_remaining,        offer.is_open_ended};
}

screens::SittingData to_data(station::OpenSitting open) {
    return {std::move(open.sitting), std::move(open.assessment), std::move(open.items)};
}

class Runner {
   public:
    explicit Runner(station::Station& station) : m_station(station) {}

    OutcomeBody operator()(const screens::LoadReadiness&) const {
        auto ready = m_station.readiness();
        if (!ready.has_value()) {
            return ready.error();
        }
        screens::ReadinessData data;
        data.is_ready = ready->is_ready;
        data.warnings = std::move(ready->warnings);
        data.terminal_name = std::move(ready->terminal_name);
        data.unit = std::move(ready->unit);
        data.person_count = ready->person_count;
        data.bank_count = ready->bank_count;
        data.manifest_number = ready->manifest_number;
        data.queue_count = ready->queue_count;
        data.last_filed = ready->last_filed;
        data.disk_free_bytes = ready->disk_free_bytes;
        data.authority_name = m_station.authority_name();
        return data;
    }

    OutcomeBody operator()(const screens::SignIn& effect) const {
        auto signed_in = m_station.sign_in(effect.identifier, effect.pin);
        if (!signed_in.has_value()) {
            return signed_in.error();
        }
        return screens::SignedInData{std::move(signed_in->person), signed_in->must_change_pin};
    }

    OutcomeBody operator()(const screens::ChangePin& effect) const {
        const auto changed = m_station.change_pin(effect.person, effect.old_pin, effect.new_pin);
        if (!changed.has_value()) {
            return changed.error();
        }
        return screens::Done{};
    }

    OutcomeBody operator()(const screens::LoadHome& effect) const {
        auto home = m_station.home(effect.person);
        if (!home.has_value()) {
            return home.error();
        }
        const auto* framework = m_station.framework();
        if (framework == nullptr) {
            return Error{ErrorCode::ContentMissing, "framework", {}};
        }
        screens::HomeData data;
        for (auto& offer : home->offers) {
            data.offers.push_back(to_data(std::move(offer)));
        }
        for (auto& summary : home->summaries) {
            data.summaries.push_back(to_data(std::move(summary)));
        }
        data.framework = std::make_shared<const assessment::Framework>(*framework);
        return data;
    }

    OutcomeBody operator()(const screens::StartSitting& effect) const {
        auto open = m_station.start_sitting(effect.person, effect.assessment, effect.language);
        if (!open.has_value()) {
            return open.error();
        }
        return to_data(std::move(*open));
    }

    OutcomeBody operator()(const screens::ResumeSitting& effect) const {
        auto open = m_station.resume_sitting(effect.person, effect.sitting);
        if (!open.has_value()) {
            return open.error();
        }
        return to_data(std::move(*open));
    }

    OutcomeBody operator()(const screens::SaveEvent& effect) const {
        auto saved = m_station.save_event(effect.sitting, effect.elapsed, effect.body);
        if (!saved.has_value()) {
            return saved.error();
        }
        return screens::Saved{std::move(*saved)};
    }

    OutcomeBody operator()(const screens::FinishSitting& effect) const {
        auto summary = m_station.finish_sitting(effect.sitting, effect.reason);
        if (!summary.has_value()) {
            return summary.error();
        }
        return to_data(std::move(*summary));
    }

    OutcomeBody operator()(const screens::SignOut&) const { return screens::Done{}; }

   private:
    station::Station& m_station;
};

}  // namespace

screens::Outcome run_effect(station::Station& station, const screens::Effect& effect) {
    return {effect.number, std::visit(Runner(station), effect.body)};
}

}  // namespace asah::shell

#include "kiosk/shell/run_effect.h"

#include <utility>

namespace asah::shell {

namespace {

using screens::OutcomeBody;

template <class T>
OutcomeBody outcome_of(Result<T> result) {
    return result.has_value() ? OutcomeBody(std::move(*result))
                              : OutcomeBody(std::move(result).error());
}

class Runner {
   public:
    explicit Runner(station::Station& station) : m_station(station) {}

    OutcomeBody operator()(const screens::LoadReadiness&) const {
        return outcome_of(m_station.readiness());
    }

    OutcomeBody operator()(const screens::SignIn& effect) const {
        return outcome_of(m_station.sign_in(effect.identifier, effect.pin));
    }

    OutcomeBody operator()(const screens::ChangePin& effect) const {
        const auto changed = m_station.change_pin(effect.person, effect.old_pin, effect.new_pin);
        return changed.has_value() ? OutcomeBody(screens::Done{}) : OutcomeBody(changed.error());
    }

    OutcomeBody operator()(const screens::LoadHome& effect) const {
        return outcome_of(m_station.home(effect.person));
    }

    OutcomeBody operator()(const screens::StartSitting& effect) const {
        return outcome_of(
            m_station.start_sitting(effect.person, effect.assessment, effect.language));
    }

    OutcomeBody operator()(const screens::ResumeSitting& effect) const {
        return outcome_of(m_station.resume_sitting(effect.person, effect.sitting));
    }

    OutcomeBody operator()(const screens::SaveEvent& effect) const {
        auto saved = m_station.save_event(effect.sitting, effect.elapsed, effect.body);
        return saved.has_value() ? OutcomeBody(screens::Saved{std::move(*saved)})
                                 : OutcomeBody(std::move(saved).error());
    }

    OutcomeBody operator()(const screens::FinishSitting& effect) const {
        return outcome_of(m_station.finish_sitting(effect.sitting, effect.reason));
    }

    OutcomeBody operator()(const screens::SignOut&) const { return screens::Done{}; }

    OutcomeBody operator()(const screens::EndUse&) const { return outcome_of(m_station.end_use()); }

   private:
    station::Station& m_station;
};

}  // namespace

screens::Outcome run_effect(station::Station& station, const screens::Effect& effect) {
    return {effect.number, std::visit(Runner(station), effect.body)};
}

}  // namespace asah::shell

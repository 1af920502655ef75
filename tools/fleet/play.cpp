#include "tools/fleet/play.h"

#include "tools/fleet/ability.h"

namespace asah::fleet {

using assessment::AssessmentKind;
using items::Item;
using items::Response;

namespace {

constexpr int kIdleStepsMax = 10'000;
constexpr double kLeftOut = 0.02;  // items that people leave without an answer

std::string draw_pin(SeededGenerator& generator) {
    std::string pin;
    for (int i = 0; i < 6; ++i) {
        pin.push_back(static_cast<char>('0' + generator.below(10)));
    }
    return pin;
}

// The slip's PIN at first, the chosen one ever after; both follow from the seed.
Result<assessment::SignedIn> sign_in(station::Station& station, const Settings& settings,
                                     const Slip& slip) {
    auto generator = generator_of(settings.seed, slip.nip, "pin");
    auto own_pin = draw_pin(generator);
    // Who comes back often must not begin with a wrong PIN each time: the delays would lock them
    // out.
    if (settings.knows_own_pin) {
        auto again = station.sign_in(slip.nip, own_pin);
        if (again.has_value() || again.error().code != ErrorCode::PinWrong) {
            return again;
        }
    }
    auto first = station.sign_in(slip.nip, slip.pin);
    if (!first.has_value()) {
        return station.sign_in(slip.nip, own_pin);
    }
    for (int i = 0; first->must_change_pin && i < 10; ++i) {
        const auto changed = station.change_pin(first->person.id, slip.pin, own_pin);
        if (changed.has_value()) {
            break;
        }
        if (changed.error().code != ErrorCode::PinWeak) {
            return fail(changed.error());
        }
        own_pin = draw_pin(generator);
    }
    return first;
}

class Player {
   public:
    Player(station::Station& station, const Table& table, const Settings& settings,
           const Keys& keys, const assessment::Person& person)
        : m_station(&station), m_table(&table), m_settings(&settings), m_keys(&keys) {
        m_nip = person.nip.digits;
        m_ability = ability_of(settings.seed, person,
                               assessment::standard_of(*station.framework(), person.post));
    }

    Result<int> take(const assessment::OpenSitting& open) {
        const auto id = open.sitting.head.sitting;
        auto sitting = open.sitting;
        if (sitting.finished) {
            return finish(id, *sitting.finished);  // ended before, not sealed yet
        }
        for (int position = sitting.position; position < sitting.item_count(); ++position) {
            const auto& item = open.items[static_cast<std::size_t>(position)];
            const auto& kept = sitting.answers[static_cast<std::size_t>(position)];
            if (!kept.response.is_empty()) {
                continue;
            }
            ASAH_TRY(sitting, save(id, sitting, position, assessment::Visited{position}, {}));
            ASAH_TRY(const auto response, respond(item));
            const auto spent = thinking_time(item);
            m_table->think(spent);
            if (sitting.remaining() && *sitting.remaining() <= spent) {
                return finish(id, assessment::FinishReason::TimeUp);
            }
            if (!response.is_empty()) {
                ASAH_TRY(sitting, save(id, sitting, position,
                                       assessment::Answered{position, response}, spent));
            }
        }
        return finish(id, assessment::FinishReason::Person);
    }

   private:
    Result<assessment::Sitting> save(const SittingId& id, const assessment::Sitting& before,
                                     int position, const assessment::EventBody& body,
                                     DurationMs spent) {
        ASAH_TRY(auto after, m_station->save_event(id, before.elapsed + spent, body));
        if (m_table->watch.stored) {
            m_table->watch.stored(after, position);
        }
        return after;
    }

    Result<int> finish(const SittingId& id, assessment::FinishReason reason) {
        if (m_settings->stops_before_finish) {
            return 0;
        }
        ASAH_TRY(const auto summary, m_station->finish_sitting(id, reason));
        if (m_table->watch.finished) {
            m_table->watch.finished(summary);
        }
        return 1;
    }

    // Each item has a generator of its own: an answer depends on nothing but seed, NIP and item.
    Result<Response> respond(const Item& item) {
        auto generator = generator_of(m_settings->seed, m_nip, "item " + item.id.value);
        const double theta = m_ability[item.competency];
        if (!items::is_scored(item)) {
            return make_rating(item, theta, m_settings->note, generator);
        }
        const auto key = m_keys->find(item.id);
        if (key == m_keys->end()) {
            return fail(ErrorCode::NotFound, "key of item " + item.id.value);
        }
        const bool is_left_out = generator.unit() < kLeftOut;
        const bool is_known = generator.unit() < knows_probability(theta, item.level);
        const auto fixed = m_settings->fixed.find({m_nip, item.id});
        if (fixed != m_settings->fixed.end()) {
            return make_response(item, key->second, fixed->second, generator);
        }
        return is_left_out
                   ? Response{}
                   : make_response(item, key->second, is_known ? Knows::Yes : Knows::No, generator);
    }

    DurationMs thinking_time(const Item& item) {
        constexpr int kSecondsDefault = 20;
        auto generator = generator_of(m_settings->seed, m_nip, "time " + item.id.value);
        const double seconds = item.time_s > 0 ? item.time_s : kSecondsDefault;
        return {static_cast<std::int64_t>(seconds * 1000.0 * (0.4 + 0.5 * generator.unit()))};
    }

    station::Station* m_station;
    const Table* m_table;
    const Settings* m_settings;
    const Keys* m_keys;
    std::string m_nip;
    Ability m_ability;
};

bool is_wanted(const Settings& settings, const assessment::Offer& offer) {
    const bool is_self = offer.assessment.kind == AssessmentKind::SelfAssessment;
    const bool has_attempt = offer.assessment.attempts_max == 0
                                 ? offer.finished_count == 0
                                 : offer.finished_count < offer.assessment.attempts_max;
    return offer.open_sitting || (has_attempt && (!is_self || settings.with_self_assessment));
}

}  // namespace

Result<void> settle(station::Station& station) {
    std::optional<Error> refused;  // the first; one bad file does not hold up the others
    for (int i = 0; i < kIdleStepsMax; ++i) {
        ASAH_TRY(const auto work, station.idle_step());
        if (work.is_revoked) {
            ASAH_CHECK(station.end_use());
            return fail(ErrorCode::TerminalRevoked);
        }
        if (!work.refused.empty() && !refused) {
            refused = work.refused.front();
        }
        if (!work.has_more) {
            break;
        }
    }
    return refused ? Result<void>(fail(*refused)) : Result<void>();
}

Result<int> play_person(const Table& table, const Settings& settings, const Keys& keys,
                        const Slip& slip) {
    auto ports = table.ports;
    ports.form_seed = generator_of(settings.seed, slip.nip, "form").next();
    ASAH_TRY(auto station, station::Station::open(ports, table.paths));
    if (station.framework() == nullptr) {
        return fail(ErrorCode::ContentMissing, "framework");
    }
    ASAH_TRY(const auto signed_in, sign_in(station, settings, slip));
    ASAH_TRY(const auto home, station.home(signed_in.person.id));
    Player player(station, table, settings, keys, signed_in.person);
    int finished = 0;
    for (const auto& offer : home.offers) {
        if (!is_wanted(settings, offer)) {
            continue;
        }
        ASAH_TRY(const auto open,
                 offer.open_sitting
                     ? station.resume_sitting(signed_in.person.id, *offer.open_sitting)
                     : station.start_sitting(signed_in.person.id, offer.assessment.id,
                                             Language::Indonesian));
        if (table.watch.opened) {
            table.watch.opened(open.sitting);
        }
        if (offer.open_sitting && table.watch.resumed) {
            table.watch.resumed(open.sitting);
        }
        ASAH_TRY(const int count, player.take(open));
        finished += count;
    }
    ASAH_CHECK(settle(station));
    return finished;
}

}  // namespace asah::fleet

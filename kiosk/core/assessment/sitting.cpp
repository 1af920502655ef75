#include "kiosk/core/assessment/sitting.h"

#include <algorithm>

namespace asah::assessment {

namespace {

tl::unexpected<Error> refuse(std::string_view what) {
    return fail(ErrorCode::InvalidArgument, "sitting: " + std::string(what));
}

class Applier {
   public:
    explicit Applier(Sitting& sitting) : m_sitting(&sitting) {}

    Result<void> operator()(const Started&) const { return refuse("started twice"); }

    Result<void> operator()(const Visited& body) const {
        ASAH_CHECK(check_position(body.position));
        m_sitting->position = body.position;
        answer_at(body.position).was_visited = true;
        return {};
    }

    Result<void> operator()(const Answered& body) const {
        ASAH_CHECK(check_position(body.position));
        const auto remaining = m_sitting->remaining();
        if (remaining && remaining->value == 0) {
            return fail(ErrorCode::SittingClosed, "sitting: time is up");
        }
        auto& answer = answer_at(body.position);
        answer.response = body.response;
        answer.was_visited = true;
        return {};
    }

    Result<void> operator()(const MarkedUnsure& body) const {
        ASAH_CHECK(check_position(body.position));
        answer_at(body.position).is_unsure = body.is_unsure;
        return {};
    }

    Result<void> operator()(const Withdrawn& body) const {
        ASAH_CHECK(check_position(body.position));
        answer_at(body.position).is_withdrawn = true;
        return {};
    }

    Result<void> operator()(const Ticked&) const { return {}; }

    Result<void> operator()(const Interrupted&) const {
        ++m_sitting->interruption_count;
        return {};
    }

    Result<void> operator()(const Extended& body) const {
        if (body.by.value < 0) {
            return refuse("time taken away");
        }
        m_sitting->extended += body.by;
        return {};
    }

    Result<void> operator()(const Finished& body) const {
        m_sitting->finished = body.reason;
        return {};
    }

   private:
    [[nodiscard]] Result<void> check_position(int position) const {
        if (position < 0 || position >= m_sitting->item_count()) {
            return refuse("position outside the form");
        }
        return {};
    }
    [[nodiscard]] Answer& answer_at(int position) const {
        return m_sitting->answers[static_cast<std::size_t>(position)];
    }

    Sitting* m_sitting;
};

Sitting started(const Started& body) {
    Sitting sitting;
    sitting.head = body.head;
    sitting.answers.resize(body.head.form.items.size());
    return sitting;
}

}  // namespace

int Sitting::answered_count() const {
    return static_cast<int>(std::count_if(answers.begin(), answers.end(), [](const auto& answer) {
        return !answer.response.is_empty();
    }));
}

int Sitting::unsure_count() const {
    return static_cast<int>(std::count_if(answers.begin(), answers.end(),
                                          [](const auto& answer) { return answer.is_unsure; }));
}

std::optional<DurationMs> Sitting::remaining() const {
    if (head.time_limit.value == 0) {
        return {};
    }
    const auto left = head.time_limit + extended - elapsed;
    return DurationMs{std::max<std::int64_t>(0, left.value)};
}

Result<Sitting> apply(Sitting sitting, const SittingEvent& event) {
    if (event.sequence != sitting.next_sequence) {
        return refuse("event out of sequence");
    }
    const auto* first = std::get_if<Started>(&event.body);
    if (event.sequence == 0) {
        if (first == nullptr) {
            return refuse("first event is not started");
        }
        sitting = started(*first);
    } else {
        if (sitting.finished) {
            return fail(ErrorCode::SittingClosed, "sitting: finished");
        }
        if (event.elapsed < sitting.elapsed) {
            return refuse("elapsed time shrinks");
        }
        // The time since the last event was spent on the item that was on the screen.
        if (!sitting.answers.empty()) {
            sitting.answers[static_cast<std::size_t>(sitting.position)].time_spent +=
                event.elapsed - sitting.elapsed;
        }
        sitting.elapsed = event.elapsed;
        ASAH_CHECK(std::visit(Applier(sitting), event.body));
        if (sitting.finished) {
            sitting.finished_at = event.at;
        }
    }
    sitting.elapsed = event.elapsed;
    ++sitting.next_sequence;
    return sitting;
}

Result<Sitting> replay(const std::vector<SittingEvent>& events) {
    if (events.empty()) {
        return refuse("no event");
    }
    Sitting sitting;
    for (const auto& event : events) {
        ASAH_TRY(sitting, apply(std::move(sitting), event));
    }
    return sitting;
}

}  // namespace asah::assessment

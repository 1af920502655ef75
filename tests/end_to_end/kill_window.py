#!/usr/bin/env python3
"""kill_window.py BUILD: ten SIGKILLs at seeded moments on the real window, eight in the middle of
a sitting (some right after a tap, before its mark), two right after the finish was confirmed. After each
start: the same question with its options in the same order, at most ten seconds of time given back, and
every answer whose mark was seen."""
import random
import time

import promises
import scene
import town

TIME_BACK_S = 10
SHOWN_S = 1  # the timer shows whole seconds, and its record is up to one old


def text_of(record, name):
    return next((w["text"] for w in record["widgets"] if w["id"] == name), None)


def seconds_of(timer):
    total = 0
    for part in timer.split("."):
        total = total * 60 + int(part)
    return total


def options_of(record):
    return [w for w in record["widgets"] if w["id"].startswith("quiz.option.")]


class Diary:
    """What the person saw: the form as it was shown, and the answers whose marks came."""

    def __init__(self):
        self.forms = {}    # position -> (stem, option ids in order)
        self.answers = {}  # position -> ids of the options that carried the mark

    def note(self, record):
        position = text_of(record, "quiz.position")
        options = options_of(record)
        if record["screen"] != "quiz" or not position or not options:
            return
        form = text_of(record, "quiz.stem"), [w["id"] for w in options]
        kept = self.forms.setdefault(position, form)
        promises.check(kept == form, f"{position}: the question or its order changed: {kept} then {form}")
        marked = {w["id"] for w in options if w["state"] == "saved"}
        if marked:
            self.answers[position] = marked


class Sitting:
    """One person's sitting over many lives of the program."""

    def __init__(self, place, index, assessment):
        self.place, self.index = place, index
        self.diary = Diary()
        self.kills = 0
        self.stored_unseen = 0
        self.most_given_back = 0
        self.open(pin=None)
        self.person.start(assessment)

    def open(self, pin):
        self.window = self.place.open_ready()
        self.person = self.place.sign_in(self.window, self.index, pin)

    def kill(self, after_s):
        time.sleep(after_s)
        self.window.kill()
        self.kills += 1
        return self.window.record()  # the last frame that the person saw

    def resume(self, last, before=None, tapped=None):
        """Starts again and checks everything that the last frame promised. `before`: the position that was
        left a moment ago, `tapped`: the option touched a moment ago; the store may have either already."""
        self.open(town.NEW_PIN)
        self.window.tap("home.continue")
        record = self.window.wait(lambda r: r["screen"] == "quiz" and options_of(r), "the sitting")
        position = text_of(record, "quiz.position")
        allowed = {text_of(last, "quiz.position")}
        if before:
            number = int(before.split()[1])
            allowed |= {before, before.replace(str(number), str(number + 1), 1)}
        promises.check(position in allowed, f"resumed at {position}, not at one of {allowed}")
        self.check_time(last, record)
        self.diary.note(last)
        seen = self.diary.answers.get(position, set())
        self.diary.note(record)
        now = {w["id"] for w in options_of(record) if w["state"] == "saved"}
        promised = [seen]
        if tapped:
            promised += [{tapped}, seen | {tapped}]
        promises.check(now in promised, f"{position}: marks {seen} were seen, {tapped} touched, {now} came back")
        self.stored_unseen += now != seen
        self.check_map()

    def check_time(self, last, record):
        if not text_of(last, "quiz.timer"):
            return
        back = seconds_of(text_of(record, "quiz.timer")) - seconds_of(text_of(last, "quiz.timer"))
        promises.check(-2 - SHOWN_S <= back <= TIME_BACK_S + SHOWN_S, f"{back} s of time came back")
        self.most_given_back = max(self.most_given_back, back)

    def check_map(self):
        self.window.tap("quiz.map")
        record = self.window.wait_screen("map")
        cells = {w["text"]: w["state"] for w in record["widgets"] if w["id"].startswith("map.cell.")}
        answered = {number for number, state in cells.items() if state == "answered"}
        known = {position.split()[1] for position in self.diary.answers} & cells.keys()
        promises.check(answered == known, f"the map shows {sorted(answered)}, marks were seen on {sorted(known)}")
        self.window.tap("map.close")
        self.window.wait_screen("quiz")

    def answer(self):
        """Answers what is shown, unless it is answered, and goes on."""
        if text_of(self.window.record(), "quiz.position") not in self.diary.answers:
            option = options_of(self.window.record())[0]["id"]
            self.window.tap(option)
            self.person.await_mark(option)
        self.diary.note(self.window.record())
        self.person.go_on()
        self.diary.note(self.window.wait(options_of, "the next options"))

    def check_every_answer(self):
        """Opens each answered question and compares it with what was seen."""
        for position, marked in list(self.diary.answers.items()):
            self.window.tap("quiz.map")
            self.window.wait_screen("map")
            self.window.tap(f"map.cell.{position.split()[1]}")
            record = self.window.wait(lambda r: text_of(r, "quiz.position") == position and options_of(r), position)
            now = {w["id"] for w in options_of(record) if w["state"] == "saved"}
            promises.check(now == marked, f"{position}: {marked} was seen, {now} is there")
            self.diary.note(record)

    def kill_at_finish(self, after_s):
        """Confirms the finish and kills that long after the touch was sent: before it is heard, while the
        record is sealed and committed, or after."""
        self.window.tap("quiz.map")
        self.window.wait_screen("map")
        self.window.tap("map.finish")
        self.window.point_at("finish.confirm")
        touch = self.window.send_click()
        self.kill(after_s)
        touch.wait()

    def finish_after_kill(self):
        """The sitting is either open with every answer, or finished with its receipt; nothing between."""
        self.open(town.NEW_PIN)
        record = self.window.wait(lambda r: text_of(r, "home.continue") or any(
            w["id"].startswith("home.result.") for w in r["widgets"]), "the sitting or its result")
        was_open = text_of(record, "home.continue") is not None
        if was_open:
            self.window.tap("home.continue")
            self.window.wait(lambda r: r["screen"] == "quiz" and options_of(r), "the sitting")
            self.check_map()
            receipt = self.person.finish()
        else:
            self.window.tap(next(w["id"] for w in record["widgets"] if w["id"].startswith("home.result.")))
            receipt = self.window.wait_widget("result.receipt", enabled=False)["text"]
        promises.check(receipt, "no receipt after the finish")
        return "open again, then finished" if was_open else "already finished"


def kill_in_the_middle(sitting, moments):
    for moment, after_s in moments:
        for _ in range(2):
            sitting.answer()
        before = tapped = None
        if moment == "tap":
            tapped = [w["id"] for w in options_of(sitting.window.record()) if w["state"] != "saved"][-1]
            sitting.window.tap(tapped)
        elif moment == "next":
            before = text_of(sitting.window.record(), "quiz.position")
            if before not in sitting.diary.answers:
                sitting.window.tap("quiz.skip")
            else:
                sitting.window.tap("quiz.next")
        sitting.resume(sitting.kill(after_s), before, tapped)


def moments_of(seed):
    draw = random.Random(seed)
    moments = [("tap", draw.uniform(0, 0.08)) for _ in range(4)]
    moments += [("next", draw.uniform(0, 0.15)) for _ in range(2)]
    moments += [("still", draw.uniform(0, 3)), ("still", draw.uniform(11, 14))]
    draw.shuffle(moments)
    return moments, [draw.uniform(0, 0.06), draw.uniform(0.04, 0.2)]


def test(options, work):
    moments, at_finish = moments_of(options.seed)
    with scene.alone(options.build, work) as place:
        pretest = Sitting(place, 0, town.PRETEST)
        kill_in_the_middle(pretest, moments)
        pretest.check_every_answer()
        pretest.kill_at_finish(at_finish[0])
        ends = [pretest.finish_after_kill()]
        pretest.window.close()
        rating = Sitting(place, 1, town.SELF_ASSESSMENT)
        for _ in range(3):
            rating.answer()
        rating.kill_at_finish(at_finish[1])
        ends.append(rating.finish_after_kill())
        print(f"seed {options.seed}: {pretest.kills + rating.kills} kills, {len(pretest.diary.answers)} answers all there "
              f"({pretest.stored_unseen} stored before their mark was seen), {len(pretest.diary.forms)} questions in "
              f"their order, at most {pretest.most_given_back} s given back; at finish: {'; '.join(ends)}")


if __name__ == "__main__":
    promises.run(test, __doc__)

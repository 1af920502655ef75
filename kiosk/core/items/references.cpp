#include "kiosk/core/items/references.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <vector>

#include "kiosk/core/items/fold.h"

namespace asah::items {

namespace {

using Words = std::vector<std::string>;

bool is_word_byte(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80U || std::isalnum(byte) != 0;
}

/// Letters and digits between other signs. A hyphen or an apostrophe keeps a word together, so that
/// "e-mail" has no word "e".
Words words_of(std::string_view text) {
    Words words;
    std::string word;
    for (std::size_t i = 0; i <= text.size(); ++i) {
        const bool is_inside =
            i < text.size() && (is_word_byte(text[i]) || text[i] == '-' || text[i] == '\'');
        if (is_inside) {
            word.push_back(text[i]);
        } else if (!word.empty()) {
            words.push_back(std::move(word));
            word.clear();
        }
    }
    return words;
}

template <std::size_t N>
bool is_one_of(const std::array<std::string_view, N>& list, const std::string& word) {
    return std::find(list.begin(), list.end(), word) != list.end();
}

constexpr std::array<std::string_view, 9> kNouns{
    "jawaban", "pilihan", "opsi", "pernyataan", "option", "options", "answer", "answers", "kunci"};
constexpr std::array<std::string_view, 8> kBefore{"hanya", "baik", "kedua", "bukan",
                                                  "both",  "only", "not",   "neither"};
constexpr std::array<std::string_view, 9> kJoiners{"dan", "serta", "atau", "maupun", "dengan",
                                                   "and", "or",    "nor",  "juga"};
constexpr std::array<std::string_view, 13> kVerdicts{
    "benar", "salah", "betul", "tepat", "keliru", "correct",  "true",
    "right", "wrong", "false", "saja",  "sesuai", "incorrect"};
constexpr std::array<std::string_view, 9> kLinks{
    "yang", "adalah", "keduanya", "semuanya", "sama-sama", "are", "is", "only", "sama"};
constexpr std::array<std::string_view, 14> kAll{
    "semua", "semuanya", "seluruh",  "seluruhnya", "tidak", "tak",  "bukan",
    "salah", "kedua",    "keduanya", "all",        "none",  "both", "neither"};
constexpr std::array<std::string_view, 22> kFillers{
    "jawaban", "pilihan", "opsi",    "pernyataan", "itu",     "tersebut", "ini", "adalah",
    "yang",    "ada",     "satu",    "pun",        "satupun", "di",       "of",  "the",
    "them",    "these",   "answers", "options",    "are",     "is"};

bool is_letter(const std::string& word) {
    return word.size() == 1 && word[0] >= 'a' && word[0] <= 'e';
}

/// "a dan b", "hanya jawaban a, b, dan c benar", "jawaban a salah".
bool names_letters(const Words& words) {
    std::size_t at = 0;
    bool has_noun = false;
    while (at < words.size() && (is_one_of(kBefore, words[at]) || is_one_of(kNouns, words[at]))) {
        has_noun = has_noun || is_one_of(kNouns, words[at]);
        ++at;
    }
    std::size_t letters = 0;
    while (at < words.size() && (is_letter(words[at]) || is_one_of(kJoiners, words[at]) ||
                                 (letters > 0 && is_one_of(kNouns, words[at])))) {
        letters += is_letter(words[at]) ? 1U : 0U;
        ++at;
    }
    const bool is_end = at == words.size();
    const bool is_judged =
        !is_end && (is_one_of(kVerdicts, words[at]) || is_one_of(kLinks, words[at]));
    return letters >= 2 ? is_end || is_judged : letters == 1 && has_noun && is_judged;
}

/// "semua jawaban di atas benar", "semuanya salah", "tidak ada yang benar", "all of the above".
bool means_all(const Words& words) {
    if (words.size() < 2 || !is_one_of(kAll, words.front())) {
        return false;
    }
    bool has_above = false;
    for (std::size_t i = 1; i < words.size(); ++i) {
        const bool is_above = words[i] == "above" || words[i] == "diatas" ||
                              (words[i] == "atas" && words[i - 1] == "di");
        has_above = has_above || is_above;
        if (!is_above && !is_one_of(kFillers, words[i]) && !is_one_of(kVerdicts, words[i])) {
            return false;
        }
    }
    constexpr std::array<std::string_view, 4> kDenials{"tidak", "tak", "bukan", "salah"};
    const bool is_long_enough = !is_one_of(kDenials, words.front()) || words.size() > 2;
    return has_above || (is_long_enough && is_one_of(kVerdicts, words.back()));
}

}  // namespace

OptionReference reference_of(std::string_view option) {
    const Words words = words_of(folded(option));
    if (names_letters(words)) {
        return OptionReference::Letters;
    }
    return means_all(words) ? OptionReference::AllAbove : OptionReference::None;
}

OptionReference reference_of(const Option& option) {
    return std::max(reference_of(option.text.id), reference_of(option.text.en));
}

std::size_t movable_options(const std::vector<Option>& options) {
    std::size_t movable = options.size();
    while (movable > 0 && reference_of(options[movable - 1]) == OptionReference::AllAbove) {
        --movable;
    }
    for (std::size_t i = 0; i < movable; ++i) {
        if (reference_of(options[i]) != OptionReference::None) {
            return 0;
        }
    }
    return movable;
}

bool names_option_letter(std::string_view text) {
    constexpr std::array<std::string_view, 6> kNaming{"jawaban", "pilihan", "opsi",
                                                      "option",  "answer",  "kunci"};
    const Words words = words_of(with_plain_signs(text));
    for (std::size_t i = 1; i < words.size(); ++i) {
        const bool is_capital = words[i].size() == 1 && words[i][0] >= 'A' && words[i][0] <= 'E';
        if (is_capital && is_one_of(kNaming, folded(words[i - 1]))) {
            return true;
        }
    }
    return false;
}

}  // namespace asah::items

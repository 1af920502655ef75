// Every limit of items, keys and responses, once. Readers, editing, storing and headquarters use
// these. Texts are counted in characters (code points), as people count them.
#pragma once

#include <cstddef>
#include <cstdint>

namespace asah::items {

inline constexpr std::size_t kIdCharactersMax = 32;
inline constexpr std::size_t kStemCharactersMax = 1000;
inline constexpr std::size_t kOptionCharactersMax = 300;
inline constexpr std::size_t kUnitCharactersMax = 40;
inline constexpr std::size_t kRationaleCharactersMax = 1500;
inline constexpr std::size_t kRemarkCharactersMax = 200;  // source, author, prompt of a statement
inline constexpr std::size_t kTitleCharactersMax = 200;   // of a bank
inline constexpr std::size_t kOptionsMax = 9;             // "a".."i"
inline constexpr std::size_t kTargetsMax = 9;             // "1".."9"
inline constexpr std::size_t kAcceptedMax = 20;           // accepted forms of a short text
inline constexpr std::size_t kAcceptedCharactersMax = 100;
inline constexpr std::size_t kEnemiesMax = 50;  // of one item
inline constexpr std::size_t kBankItemsMax = 20'000;

inline constexpr int kItemLevelMax = 4;  // level 5 needs work products, not items
inline constexpr int kTimeSecondsMin = 5;
inline constexpr int kTimeSecondsMax = 3600;
inline constexpr int kWeightMax = 5;     // of a situational option; exactly one option has it
inline constexpr int kPointsMax = 1000;  // thousandths of one point

/// What a person types: an answer, or the note beside a rating.
inline constexpr std::size_t kAnswerCharactersMax = 500;
/// A code that a record or package names: id of an option, code outside a scale.
inline constexpr std::size_t kCodeBytesMax = 64;

/// Bytes that so many characters of UTF-8 take at most: for readers that cut off before counting.
constexpr std::size_t bytes_of(std::size_t characters) { return 4 * characters; }

}  // namespace asah::items

#include "kiosk/core/items/references.h"

#include <doctest/doctest.h>

using namespace asah::items;

TEST_SUITE("kiosk/core/items/references") {
    TEST_CASE("options that mean all the others are known") {
        for (const auto* text :
             {"Semua jawaban di atas benar", "Semua di atas benar.", "semua di atas",
              "Semua jawaban benar", "Semuanya salah", "Seluruh pernyataan di atas tepat",
              "Tidak ada jawaban yang benar", "Tidak ada yang benar", "Bukan salah satu di atas",
              "Semua pilihan diatas salah", "All of the above", "None of the above",
              "None of these are correct", "Salah satu di atas"}) {
            CHECK_MESSAGE(reference_of(text) == OptionReference::AllAbove, text);
        }
    }

    TEST_CASE("options that name letters are known") {
        for (const auto* text :
             {"A dan B benar", "A dan B", "a, b, dan c benar", "Jawaban A dan C", "(A) dan (B)",
              "Hanya A dan D yang benar", "A & C benar", "Pilihan B salah", "Both A and B",
              "Jawaban A benar", "Baik A maupun B"}) {
            CHECK_MESSAGE(reference_of(text) == OptionReference::Letters, text);
        }
    }

    TEST_CASE("other options are left alone") {
        for (const auto* text :
             {"Menaruh semua berkas di atas meja", "Semua berkas disalin", "Tidak benar", "A",
              "Vitamin A dan B", "Golongan darah A", "Semua pegawai hadir", "Salah", "Benar",
              "Tidak ada", "Kedua berkas", "e-mail dan buku tamu", "", "Bukan tugas saya", "Semua",
              "Pilihan A", "Opsi B", "Tidak ada kesalahan di atas lima persen",
              "Dokumen A dikirim kepada B"}) {
            CHECK_MESSAGE(reference_of(text) == OptionReference::None, text);
        }
    }

    TEST_CASE("an explanation that names an option by its letter is found") {
        CHECK(names_option_letter("Pilihan B keliru karena terlambat."));
        CHECK(names_option_letter("Itu sebabnya jawaban (A) tepat."));
        CHECK(names_option_letter("Answer C is too late."));
        CHECK_FALSE(names_option_letter("Pilihan yang baik menyebut sebabnya."));
        CHECK_FALSE(names_option_letter("Nilai A diberikan kepada pegawai."));
        CHECK_FALSE(names_option_letter("Pilihan e-mail lebih cepat."));
        CHECK_FALSE(names_option_letter("Pilihan BKD."));
    }
}

package io.fifoio.adapters.archive;

import static io.fifoio.adapters.archive.ArchiveFormat.PAYLOAD;
import static io.fifoio.adapters.archive.ArchiveFormat.file;
import static io.fifoio.adapters.archive.ArchiveFormat.names;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.testing.NoLeakedThreads;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What only a zip can contain, and what it may not. */
@ExtendWith(NoLeakedThreads.class)
final class ZipReaderTest {

    /** Three empty files by the program zip 3.0 (Info-ZIP), in New York, where it is an evening of the day before. */
    private static final byte[] BY_THE_PROGRAM = HexFormat.of()
            .parseHex(
                    "504b03040a000000000000a0bfea00000000000000000000000001001c0061555409000300cfa9ef00cfa9ef75780b0001040000000004"
                            + "00000000"
                            + "504b03040a0000000000c4b1327400000000000000000000000001001c00625554090003000000800000008075780b0001040000000004"
                            + "00000000"
                            + "504b03040a00000000000000210000000000000000000000000001001c00635554090003821bd5ed821bd5ed75780b0001040000000004"
                            + "00000000"
                            + "504b01021e030a000000000000a0bfea000000000000000000000000010018000000000000000000a4810000000061555405000300cfa9"
                            + "ef75780b000104000000000400000000"
                            + "504b01021e030a0000000000c4b13274000000000000000000000000010018000000000000000000a4813b000000625554050003000000"
                            + "8075780b000104000000000400000000"
                            + "504b01021e030a000000000000002100000000000000000000000000010018000000000000000000a48176000000635554050003821bd5"
                            + "ed75780b000104000000000400000000"
                            + "504b05060000000003000300d5000000b10000000000");

    @Test
    void refusesAZipThatIsEncryptedOrOfAnotherMethod() throws Exception {
        byte[] encrypted = ArchiveFormat.ZIP.write(file("a"));
        encrypted[6] |= 1;
        assertThatThrownBy(() -> names(ArchiveFormat.ZIP.read(encrypted)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("\"a\"")
                .hasMessageContaining("encrypted");
        byte[] bzip2 = ArchiveFormat.ZIP.write(file("a"));
        bzip2[8] = 12;
        assertThatThrownBy(() -> names(ArchiveFormat.ZIP.read(bzip2)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("12, BZIP2");
    }

    @Test
    void refusesAZipWhoseDirectoryListsOtherEntries() throws Exception {
        byte[] archive = ArchiveFormat.ZIP.write(file("a"), file("b"));
        String text = new String(archive, StandardCharsets.ISO_8859_1);
        int listed = text.indexOf("PK\1\2");
        archive[text.indexOf('b', listed)] = 'c';

        assertThatThrownBy(() -> names(ArchiveFormat.ZIP.read(archive)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("lists others than the 2");
    }

    /** Of which the field that tells it has the low 32 bits. */
    @Test
    void tellsATimeAfter2038FromOneBefore1970() throws Exception {
        Map<String, Instant> times = new LinkedHashMap<>();
        try (ArchiveReader reader = ArchiveFormat.ZIP.read(BY_THE_PROGRAM)) {
            while (reader.next()) {
                times.put(reader.entry().name(), reader.entry().modified());
            }
        }

        assertThat(times)
                .isEqualTo(Map.of(
                        "a", Instant.parse("2097-06-01T00:00:00Z"),
                        "b", Instant.parse("2038-01-19T03:14:08Z"),
                        "c", Instant.parse("1960-05-05T05:05:06Z")));
    }

    /** Most programs take it for the end of the name, so that a text becomes a script. */
    @Test
    void refusesANameWithANulCharacter() {
        for (Zips entry : List.of(
                Zips.stored("a.txt\0.sh"),
                Zips.stored("d\0/"),
                Zips.stored("x").extra(Zips.unicodeName("x", "a.txt\0.sh")),
                Zips.stored("a.txt\0.sh").extra(Zips.unicodeName("a.txt\0.sh", "a.txt")))) {
            assertThatThrownBy(() -> ArchiveFormat.ZIP.names(Zips.archive(entry.local(), entry.listed(0))))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("has a NUL character");
        }
    }

    /** With a signature or without, with long sizes or short ones: writers choose as they like. */
    @ParameterizedTest
    @CsvSource({"true, true", "true, false", "false, true", "false, false"})
    void takesSizesBehindAContentInEachForm(boolean signed, boolean isLong) throws Exception {
        Zips entry = Zips.deflatedFile("a", PAYLOAD).flags(Zips.DESCRIPTOR);
        byte[] entries = Tars.joined(
                entry.local(),
                entry.descriptor(signed, isLong),
                Zips.stored("b").local());

        assertThat(ArchiveFormat.ZIP.names(Zips.archive(
                        entries,
                        entry.listed(0),
                        Zips.stored("b").listed(entry.local().length + entry.descriptor(signed, isLong).length))))
                .containsExactly("a", "b");
    }

    @Test
    void refusesSizesBehindAContentThatAreNotItsOwn() {
        Zips entry = Zips.deflatedFile("a", PAYLOAD).flags(Zips.DESCRIPTOR);
        byte[] descriptor = entry.descriptor(true, false);
        for (int i = 4; i < descriptor.length; i++) {
            byte[] wrong = descriptor.clone();
            wrong[i] ^= 1;

            assertThatThrownBy(() ->
                            ArchiveFormat.ZIP.names(Zips.archive(Tars.joined(entry.local(), wrong), entry.listed(0))))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("data descriptor");
        }
    }

    @Test
    void refusesADirectoryWithContent() throws Exception {
        Zips behind = Zips.deflatedFile("d/", PAYLOAD).flags(Zips.DESCRIPTOR);
        for (byte[] archive : List.of(
                Zips.archive(Zips.stored("d/").local(), Zips.stored("d/").listed(0)),
                Zips.archive(
                        Zips.deflatedFile("d/", PAYLOAD).local(),
                        Zips.deflatedFile("d/", PAYLOAD).listed(0)),
                Zips.archive(Tars.joined(behind.local(), behind.descriptor(true, false)), behind.listed(0)))) {
            assertThatThrownBy(() -> ArchiveFormat.ZIP.read(archive).next())
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("\"d/\" of kind DIRECTORY has a");
        }
        Zips empty = Zips.deflatedFile("d/", new byte[0]);
        assertThat(ArchiveFormat.ZIP.names(Zips.archive(empty.local(), empty.listed(0))))
                .containsExactly("d/");
    }

    @Test
    void takesANameInUtf8BesideAnotherOne() throws Exception {
        Zips entry = Zips.stored("x").extra(Zips.unicodeName("x", "ü🎈"));

        assertThat(ArchiveFormat.ZIP.names(Zips.archive(entry.local(), entry.listed(0))))
                .containsExactly("ü🎈");
    }

    @Test
    void passesOverANameInUtf8ThatBelongsToAnotherName() throws Exception {
        Zips entry = Zips.stored("x").extra(Zips.unicodeName("y", "shown"));

        assertThat(ArchiveFormat.ZIP.names(Zips.archive(entry.local(), entry.listed(0))))
                .containsExactly("x");
    }

    /** Some programs use the plain name, others the one in UTF-8. */
    @ParameterizedTest
    @CsvSource({
        "harmless.txt, evil/run.sh",
        "harmless.txt, harmless.sh",
        "a_.txt, aü.sh",
        "a_.txt, bü.txt",
        "d/_.txt, d/ü/ü.txt",
        "_/a, ü_a",
        "a, aüa",
        "../../evil.sh/e, é/x/y/é",
        "x/../etc/passwdx, é/x/y/é",
        "evil.sh, é",
        "a_evil.sh_b, aéëb",
        "aéxéb, aéyéb",
        "éab, éba",
        "runs_, éün_",
        "aé.sh, aé_sh",
        "#U0065vil.sh, évil.sh",
        ".., éé",
        "..\\evil, ..éevil",
        "C:a, Céa",
        "?????, é"
    })
    void refusesANameInUtf8ThatAnotherOneCanNotStandFor(String name, String inUtf8) {
        Zips entry = Zips.stored(name).extra(Zips.unicodeName(name, inUtf8));

        assertThatThrownBy(() -> ArchiveFormat.ZIP.names(Zips.archive(entry.local(), entry.listed(0))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("another name in UTF-8")
                .hasMessageContaining(name)
                .hasMessageContaining(inUtf8);
    }

    /**
     * As 7-Zip, Info-ZIP and commons-compress write what their encoding does not have, and as it is in one that has it.
     */
    @ParameterizedTest
    @CsvSource({
        "_.txt, ü.txt",
        "??.txt, 🎈.txt",
        "d/#U00fc.txt, d/ü.txt",
        "%U00FC/a, ü/a",
        "?/??, ü/日本",
        "ü/aü, ü/aü",
        "#L01f388.txt, 🎈.txt",
        "%Ud83c%Udf88.txt, 🎈.txt",
        "#U00fc#U00fc, #U00fcü",
        "cafe - Zlut.txt, café – Žluť.txt",
        "_u_.x_.txt, žu😀.xé.txt"
    })
    void takesANameInUtf8WhereAnotherOneStandsForIt(String name, String inUtf8) throws Exception {
        Zips entry = Zips.stored(name).extra(Zips.unicodeName(name, inUtf8));

        assertThat(ArchiveFormat.ZIP.names(Zips.archive(entry.local(), entry.listed(0))))
                .containsExactly(inUtf8);
    }

    /** Of two bytes or four for a character, of which some are those of letters, digits and a backslash. */
    @ParameterizedTest
    @CsvSource({
        "windows-31j, 表/ソ表示A能.txt",
        "windows-31j, ｱｲA.txt",
        "Big5, 功能/許.txt",
        "GBK, 丂丄/文件A.txt",
        "GB18030, €äñ丂A.txt",
        "EUC-KR, 한국어.txt",
        "EUC-JP, 表示A.txt",
        "windows-1252, Ünïcödé – “x”.txt",
        "IBM852, Žluťoučký kůň.txt"
    })
    void takesANameInUtf8WhereAnotherOneIsInAnotherEncoding(Charset encoding, String inUtf8) throws Exception {
        byte[] name = inUtf8.getBytes(encoding);
        Zips entry = Zips.stored(name).extra(Zips.unicodeName(name, inUtf8));

        assertThat(ArchiveFormat.ZIP.names(Zips.archive(entry.local(), entry.listed(0))))
                .containsExactly(inUtf8);
    }

    /** One reader takes the first, another the last. */
    @Test
    void refusesTwoExtraFieldsOfWhichOneMustBeMeant() {
        Zips names = Zips.stored("x").extra(Zips.unicodeName("x", "one"), Zips.unicodeName("x", "other"));
        Zips sizes = Zips.stored("x").extra(Zips.extraField(1, new byte[16]), Zips.extraField(1, new byte[16]));

        for (Zips entry : List.of(names, sizes)) {
            assertThatThrownBy(() -> ArchiveFormat.ZIP.names(Zips.archive(entry.local(), entry.listed(0))))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("extra field")
                    .hasMessageContaining("twice");
        }
    }

    @Test
    void refusesAnExtraFieldLongerThanTheRest() {
        byte[] field = Zips.extraField(0x5455, new byte[5]);
        field[2] = 6;
        Zips entry = Zips.stored("x").extra(field);

        assertThatThrownBy(() -> ArchiveFormat.ZIP.names(Zips.archive(entry.local(), entry.listed(0))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("an extra field of 6 bytes where 5 are left");
    }
}

package io.fifoio.adapters.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.adapters.PushSource;
import java.io.OutputStream;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EntryTest {

    private static final PushSource NOTHING = out -> {};

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/etc/passwd", "..", "../up", "a/../b", "a/..", "NUL\0name"})
    void refusesANameThatCannotBeReadBackSafely(String name) {
        assertThatThrownBy(() -> Entry.file(name, 0, NOTHING)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Entry.directory(name)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Entry.symbolicLink(name, "target")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a", "a/b", "..a", "a..", "a/...", ".hidden", "with space", "Übergröße/naïve", "C:\\windows"})
    void takesANameThatStaysInside(String name) {
        assertThat(Entry.file(name, 0, NOTHING).name()).isEqualTo(name);
    }

    @Test
    void refusesASlashAtTheEndOfWhatIsNoDirectory() {
        assertThatThrownBy(() -> Entry.file("a/", 0, NOTHING))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"a/\"");
        assertThatThrownBy(() -> Entry.symbolicLink("a/", "b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"a/\"");
    }

    @Test
    void endsADirectorysNameWithOneSlash() {
        assertThat(Entry.directory("a").name()).isEqualTo("a/");
        assertThat(Entry.directory("a/").name()).isEqualTo("a/");
    }

    @Test
    void refusesALinkToNowhere() {
        assertThatThrownBy(() -> Entry.symbolicLink("a", "")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Entry.symbolicLink("a", "b\0")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesANegativeSizeAndNoContent() {
        assertThatThrownBy(() -> Entry.file("a", -1, NOTHING))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"a\" is -1");
        assertThatThrownBy(() -> Entry.file("a", 1, null)).isInstanceOf(NullPointerException.class);
    }

    /** If it were taken for an unknown length, it would depend on how the archive is written whether it fails. */
    @Test
    void refusesAContentThatKnowsANegativeLength() {
        PushSource content = new PushSource() {
            @Override
            public OptionalLong length() {
                return OptionalLong.of(-5);
            }

            @Override
            public void writeTo(OutputStream out) {}
        };

        assertThatThrownBy(() -> Entry.file("a", content))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("size of \"a\" is -5, must not be negative");
    }

    @Test
    void refusesBitsThatAreNoPermissions() {
        Entry entry = Entry.file("a", 0, NOTHING);

        assertThat(entry.permissions(07777).permissions()).isEqualTo(07777);
        assertThatThrownBy(() -> entry.permissions(0100644))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("100644");
        assertThatThrownBy(() -> entry.permissions(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void isNotChangedByItsVariants() {
        Entry entry = Entry.file("a", 3, NOTHING);

        entry.permissions(0600).modified(Instant.ofEpochSecond(1));

        assertThat(entry.permissions()).isEqualTo(0644);
        assertThat(entry.modified()).isEqualTo(Instant.EPOCH);
    }

    @Test
    void isPutElsewhereUnderTheSameRules() {
        Entry directory = Entry.directory("a").permissions(0700);

        assertThat(directory.name("b/" + directory.name()).name()).isEqualTo("b/a/");
        assertThat(directory.name("b").name()).isEqualTo("b/");
        assertThat(directory.name("b").permissions()).isEqualTo(0700);
        assertThatThrownBy(() -> directory.name("../a")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Entry.file("a", 0, NOTHING).name("a/")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void hasItsContentWrittenOtherwise() throws Exception {
        PushSource other = out -> out.write(1);
        Entry entry = Entry.file("a", 1, NOTHING).content(other);

        assertThat(entry.content()).isSameAs(other);
        assertThat(entry.size()).isEqualTo(1);
        assertThatThrownBy(() -> Entry.directory("d").content(other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"d/\" is not a file and has no content");
    }

    @Test
    void saysWhatItIs() {
        assertThat(Entry.file("a", 3, NOTHING)).hasToString("Entry[a, 3 bytes]");
        assertThat(Entry.symbolicLink("a", "b")).hasToString("Entry[a -> b]");
    }
}

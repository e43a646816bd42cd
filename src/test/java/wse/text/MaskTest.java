package wse.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaskTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "/live/ws | /live/ws",
                "/v2/live-ws/room_17 | /v2/live-ws/room_17",
                "/ws?token=abc | /ws?token=*",
                "/ws?token=abc&room=1 | /ws?token=*&room=*",
                "/ws?token=&room=1 | /ws?token=*&room=*",
                "/ws?token=a=b?c;x=y | /ws?token=*;x=*",
                "/ws?abc | /ws?*",
                "/ws?=abc | /ws?=*",
                "/ws?a b=c d | /ws?a b=*",
                "/ws#access_token=abc | /ws#access_token=*",
                "/ws;jsessionid=abc/x | /ws;jsessionid=*",
                "/ws;v=abc/x | /ws;v=*/x",
                "/token/abc/ws | /token/*/ws",
                "/api-keys/abc | /*/*",
                "/ws/s3cr3t-T0k3n-4711 | /ws/*",
                "/ws/0af7651916cd43dd8448eb211c80319c | /ws/*",
                "/ws/supersecretword | /ws/*",
                "/ws/eyJhbGciOi.eyJzdWIi.c2ln/x | /ws/*/x",
                "/ws/#{user.name} | /ws/#{user.name}",
                "http://127.0.0.1:6006/metrics | http://127.0.0.1:6006/metrics",
                "http://user:pw@host:6006/metrics?x=1 | http://*@host:6006/metrics?x=*",
                "http://user:p/w@host/metrics | http://*@host/metrics",
                "http://user:p?w@host/metrics | http://*@host/metrics",
                "http://user:p#w@host/metrics | http://*@host/metrics",
                "http://user:p w@host/metrics | http://*@host/metrics",
                "wss://host/live?mail=a@b.c | wss://host/live?mail=*"
            })
    void shouldHideTheSecretsOfAnAddress(String address, String shown) {
        String expected = shown.replace("*", Mask.HIDDEN);

        assertThat(Mask.plain().address(address)).isEqualTo(expected);
        assertThat(Mask.plain().address(expected)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "100,200 | 100,200",
                "/tmp/run-20261127-071607/out | /tmp/run-20261127-071607/out",
                "/data/id | /data/id",
                "127.0.0.2-127.0.0.41 | 127.0.0.2-127.0.0.41",
                "Authorization: Bearer abc | Authorization: *",
                "X-Trace: 1, Cookie: a=b; c=d | X-Trace: 1, Cookie: *",
                "X-Api-Key=abc | X-Api-Key=*",
                "{\"op\":\"login\",\"token\":\"abc\"} | {\"op\":\"login\",\"token\":\"*\"}",
                "{\"token\" : \"abc\", \"n\":1} | {\"token\" : \"*\", \"n\":1}",
                "{\"token\":\"a\\\"b\",\"n\":1} | {\"token\":*",
                "{\"token\":\"abc | {\"token\":*",
                "{\"token\":-1.5e3,\"n\":1} | {\"token\":*,\"n\":1}",
                "{\"hasToken\":true,\"n\":1} | {\"hasToken\":true,\"n\":1}",
                "{\"auth\":{\"user\":\"u\",\"pin\":\"}\"},\"n\":1} | {\"auth\":*,\"n\":1}",
                "{\"auth\":[\"u\",[2]],\"n\":1} | {\"auth\":*",
                "{\"x\":\"{\\\"token\\\":\\\"abc\\\"}\"} | {\"x\":\"{\\\"token\\\":*",
                "{\"h\":\"Bearer abc\",\"n\":1} | {\"h\":\"Bearer *\",\"n\":1}",
                "send Bearer abc now | send Bearer * now",
                "ws://u:p@host/x?y=z | ws://*@host/x?y=*"
            })
    void shouldHideTheSecretsOfText(String text, String shown) {
        String expected = shown.replace("*", Mask.HIDDEN);

        assertThat(Mask.plain().text(text)).isEqualTo(expected);
        assertThat(Mask.plain().text(expected)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "who is there? ann@home, and // too | who is there? ann@home, and // too",
                "see ws://u:p@host/x?y=z&v=1 now? | see ws://*@host/x?y=*&v=* now?",
                "{\"u\":\"http://h/\",\"mail\":\"a@b\",\"session\":\"abc\",\"q\":\"why?\"}"
                        + " | {\"u\":\"http://h/\",\"mail\":\"a@b\",\"session\":\"*\",\"q\":\"why?\"}"
            })
    void shouldHideOnlyTheSecretsOfAMessage(String text, String shown) {
        String expected = shown.replace("*", Mask.HIDDEN);

        assertThat(Mask.plain().message(text)).isEqualTo(expected);
        assertThat(Mask.plain().message(expected)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "see ws://ann:secr | see ws://",
                "Bearer ey | Bearer *",
                "a=eyJhbGciOi | a=",
                "eyJhbGciOi.eyJzdWIi | ''",
                "{\"token\":\"abc | {\"token\":*",
                "/path?a=b&c=d | /path?a=*&c=*",
                "YWJjZGVmZ2g= | YWJjZGVmZ2g="
            })
    void shouldShowNoPartOfASecretAtTheEndOfABeginning(String beginning, String shown) {
        assertThat(Mask.plain().beginningOfMessage(beginning)).isEqualTo(shown.replace("*", Mask.HIDDEN));
    }

    @Test
    void shouldNotBeSlowedDownByAMessage() {
        String many = "{\"token\":{" + "\"a\",".repeat(50_000);

        assertThat(Mask.plain().message(many)).isEqualTo("{\"token\":" + Mask.HIDDEN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "token",
                "apiKey",
                "X-Authorization",
                "dbPassword",
                "SESSION",
                "cookies",
                "client_secret",
                "matchTicket",
                "pin",
                "user_PIN",
                "otp"
            })
    void shouldKnowTheNamesOfSecrets(String name) {
        assertThat(Mask.isSecretName(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "ping", "opinion", "shipping", "hotplug", "footprint"})
    void shouldKnowOtherNames(String name) {
        assertThat(Mask.isSecretName(name)).isFalse();
    }

    @Test
    void shouldReportWhatItHides() {
        List<String> hidden = new ArrayList<>();
        Mask mask = new Mask(hidden::add);

        mask.address("wss://user:password@host/hook/4f6a8c12/ws?token=abc%20def&room=main");
        mask.text("Authorization: Bearer ghi");
        mask.all("whole");
        mask.all(Mask.HIDDEN);

        assertThat(hidden)
                .contains("password", "4f6a8c12", "abc%20def", "main", "ghi", "whole")
                .doesNotContain(Mask.HIDDEN);
    }

    @Test
    void shouldHideKnownSecretsInTextFromOthers() {
        Redactor redactor = Redactor.of(List.of("secret", "secret-of-mine", "a%20longer+one", "1"));

        assertThat(redactor.redact("1 token was wrong: secret-of-mine, secret, a longer one, a%20longer+one"))
                .isEqualTo("1 token was wrong: ********, ********, ********, ********");
        assertThat(Redactor.NONE.redact("secret")).isEqualTo("secret");
    }

    @Test
    void shouldHideSecretsOfUsersAndShortOnesOnlyAsWords() {
        Redactor redactor = Redactor.of(List.of(), Stream.of("4711", "s3cret", "s3cret2", "100%25", "a+b/c ="));

        assertThat(redactor.redact("4711,s3cret2,xs3cretx,47110,100%,100%25,a+b/c =,a%2Bb%2Fc%20%3D"))
                .isEqualTo("********,********,x********x,47110,********,********,********,********");
    }

    /** A token may have been cut off, by a server or by the limit on the length of its words. */
    @Test
    void shouldHideWhateverBeginsLikeALongSecret() {
        Redactor redactor = Redactor.of(List.of("eyJhbGciOiJIUzI1NiJ9.e30.c2lnbmF0dXJl", "exactly-16-chars"));

        assertThat(redactor.redact("wrong: \"eyJhbGciOiJIUzI1NiJ9.e30\", eyJhbGciOiJIUzI1 and eyJhbGciOiJIUzI"))
                .isEqualTo("wrong: \"********\", ******** and eyJhbGciOiJIUzI");
        assertThat(redactor.redact("<b>eyJhbGciOiJIUzI1NiJ9.other</b>")).isEqualTo("<b>********</b>");
        assertThat(redactor.redact("exactly-16-charsX, exactly-16-char")).isEqualTo("********X, exactly-16-char");
    }
}

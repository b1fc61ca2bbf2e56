package dev.buttoncolor.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.store.database.PostgresDatabase;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "postgresql://ada:pw@db:5432/ab?sslmode=require | //db:5432/ab?sslmode=require | ada | pw",
        "postgres://ada:pw@db/ab | //db/ab | ada | pw",
        "jdbc:postgresql://db:5433/ab?user=ada&password=pw | //db:5433/ab | ada | pw",
        "jdbc:postgresql://ada@db/ab?password=pw&sslmode=disable | //db/ab?sslmode=disable | ada |"
            + " pw",
        "postgresql://a%40b:p%2F+%25@db/ab | //db/ab | a@b | p/+%",
        "postgresql://ada:@[::1]:5432/ab | //[::1]:5432/ab | ada | ''",
        "postgresql://ada:pw@db/ab?application_name=a+b | //db/ab?ApplicationName=a%2Bb | ada | pw",
        "postgresql://ada:pw@a:1,b:2/ab | //a:1,b:2/ab?targetServerType=primary | ada | pw",
        "postgresql://db/ab | //db/ab | |",
      })
  void everyWayToWriteItIsUnderstood(String text, String jdbc, String user, String password) {
    PostgresDatabase url = DatabaseUrl.parse(text);

    assertEquals("jdbc:postgresql:" + jdbc, url.jdbcUrl());
    assertEquals(Optional.ofNullable(user), url.user());
    assertEquals(Optional.ofNullable(password), url.password());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mysql://ada:hidden@db/ab",
        "postgresql:///ab",
        "postgresql://ada:hidden@db",
        "postgresql://ada:hidden@db:0/ab",
        "postgresql://ada:hid/den@db/ab",
        "postgresql://ada:hid%zzden@db/ab",
        "postgresql://ada:hidden@db/a%zz",
        "postgresql://ada:hidden@db/ab/c",
        "postgresql://ada:hidden@db/ab?sslmode",
        "postgresql://ada:hidden@db/ab?sslmode=require&sslmode=disable",
        "postgresql://ada:hidden@db/ab?user=eve",
        "postgresql://ada:hidden@/var/run/ab"
      })
  void whatIsNoneIsRefusedAndNotShown(String text) {
    String refusal = refusalOf(text);

    assertEquals(
        "DATABASE_URL is a secret of %d characters, which is not allowed: it is %s"
            .formatted(text.length(), Setting.DATABASE_URL.description()),
        refusal);
  }

  @ParameterizedTest
  @CsvSource({
    "sslmod=require, a parameter",
    "sslpassword=hidden, a parameter",
    "hidden, a parameter",
    "sslmode=hidden, an sslmode",
  })
  void parameterThatTheDriverWouldNotUnderstandIsRefused(String parameter, String what) {
    String refusal = refusalOf("postgresql://ada:hidden@db/ab?" + parameter);

    assertTrue(refusal.startsWith("DATABASE_URL has " + what + " that is none of "), refusal);
    assertTrue(refusal.matches(".*[, ](sslmode|verify-full)[,.].*"), refusal);
    assertFalse(refusal.contains("hidden"), refusal);
  }

  private static String refusalOf(String url) {
    return assertThrows(
            InvalidSettingException.class,
            () -> Setting.DATABASE_URL.in(Map.of("DATABASE_URL", url)))
        .getMessage();
  }
}

package dev.buttoncolor.web;

import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;

/** One request to a servlet, without a server between the two, and what it answered. */
final class Exchange {

  final HttpServletRequest request = mock(HttpServletRequest.class);
  final HttpServletResponse response = mock(HttpServletResponse.class);
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();

  /** Somebody at 203.0.113.7 who asks for JSON. */
  Exchange(String method) throws IOException {
    when(request.getMethod()).thenReturn(method);
    when(request.getRemoteAddr()).thenReturn("203.0.113.7");
    when(request.getHeader("Accept")).thenReturn("application/json");
    when(request.getHeaders("Accept"))
        .thenAnswer(call -> Collections.enumeration(Collections.singleton("application/json")));
    when(response.getOutputStream()).thenReturn(stream());
  }

  Exchange with(String parameter, String... values) {
    when(request.getQueryString()).thenReturn(parameter + "=...");
    when(request.getParameterValues(parameter)).thenReturn(values);
    return this;
  }

  Exchange to(PageServlet servlet) throws IOException {
    servlet.service(request, response);
    return this;
  }

  String body() {
    return body.toString(StandardCharsets.UTF_8);
  }

  private ServletOutputStream stream() {
    return new ServletOutputStream() {
      @Override
      public boolean isReady() {
        return true;
      }

      @Override
      public void setWriteListener(WriteListener listener) {
        throw new UnsupportedOperationException("pages are written at once");
      }

      @Override
      public void write(int b) {
        body.write(b);
      }
    };
  }
}

package dev.openmemory.http;

/** What a route does with what its path names. HEAD is answered as GET, OPTIONS by the table. */
public enum Method {
  GET,
  POST,
  PUT,
  PATCH,
  DELETE
}

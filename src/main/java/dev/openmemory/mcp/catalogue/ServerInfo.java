package dev.openmemory.mcp.catalogue;

/**
 * Which software answers.
 *
 * @param name its identifier
 * @param title its name for people
 * @param version its version
 */
public record ServerInfo(String name, String title, String version) {}

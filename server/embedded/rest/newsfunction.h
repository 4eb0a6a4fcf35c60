#pragma once

#include "server/embedded/rest/restservice.h"
#include "server/embedded/store/jsonnode.h"

namespace pl::embedded {

/// The newest migration that this version's programs depend on: `schema` in the news. Change it, here and in
/// office_news() of a new migration, when a program needs something that an older database doesn't have.
inline constexpr qint64 kSchemaVersion = 20261202080000;

/// office_news() of the reference schema (server/supabase/migrations/…_office_news.sql): the newest change per table
/// that the caller may see, so that a client learns with one request which tables to read again. Members are in no
/// particular order.
JsonNode officeNews(const RestContext &context);

} // namespace pl::embedded

#pragma once

#include "models/disk/rowfields.h"

#include <QByteArray>
#include <QList>

namespace pl::disk {

/// Reads a page of rows, as PostgREST answers them, with T::fromJson's outcome in a fifth of its time: without a JSON
/// value for each member. Only well-formed pages go the fast way; what is unusual is read by T::fromJson, which also
/// says what is wrong. For any thread.
template <class T>
Result<QList<T>> readPage(const QByteArray &body);

extern template Result<QList<Lead>> readPage<Lead>(const QByteArray &);
extern template Result<QList<Plumber>> readPage<Plumber>(const QByteArray &);
extern template Result<QList<Payment>> readPage<Payment>(const QByteArray &);
extern template Result<QList<Notification>> readPage<Notification>(const QByteArray &);

} // namespace pl::disk

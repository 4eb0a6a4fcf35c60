#pragma once

#include <QByteArray>
#include <QList>
#include <QStringView>

namespace pl {

/// The IANA names of the time zones that a ZIP code of the United States may lie in, by its first three digits
/// (resources/zips/README.md): usually one, two along a border. For an unknown one, those of both coasts, which cover
/// the mainland.
QList<QByteArray> zipTimeZones(QStringView zip);

} // namespace pl

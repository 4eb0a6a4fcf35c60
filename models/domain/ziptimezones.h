#pragma once

#include <QByteArray>
#include <QList>
#include <QStringView>

namespace pl {

/// The IANA names of the time zones that a ZIP code of the United States may lie in, by its first three digits
/// (resources/zips/README.md): most often one, two along a border. For an unknown one those of both coasts, between
/// which the mainland lies.
QList<QByteArray> zipTimeZones(QStringView zip);

} // namespace pl

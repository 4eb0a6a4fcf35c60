#pragma once

#include "models/domain/plumbermatches.h"
#include "ui/style/colors.h"

#include <QWidget>

#include <functional>

class QPushButton;

namespace pl::ui {

class DeadlineBanner;

/// One thing that the office should know about a plumber.
struct PlumberWarning
{
    QString icon;
    QString sentence;
    Tone Colors::*tone = &Colors::amber;
    QUuid other; ///< who else it is about; null: nobody

    bool operator==(const PlumberWarning &) const = default;
};

/// The most urgent first: paused, papers that have run out or soon will, no card, another with the same phone number or
/// address. `today` is the office's.
QList<PlumberWarning> warningsOf(const Plumber &plumber, const QList<PlumberMatches::Match> &matches, QDate today,
                                 const std::function<QString(const QUuid &)> &nameOf);

/// Shows them, with a button to the other plumber where there is one. Hidden while there are none.
class PlumberWarnings : public QWidget
{
    Q_OBJECT

public:
    explicit PlumberWarnings(QWidget *parent);

    /// The same again changes nothing.
    void present(const QList<PlumberWarning> &warnings);
    QStringList sentences() const;

Q_SIGNALS:
    void plumberWanted(const QUuid &plumberId);

private:
    QWidget *makeRow(const PlumberWarning &warning);

    QList<PlumberWarning> m_warnings;
    QList<QWidget *> m_rows;
};

} // namespace pl::ui

#pragma once

#include "models/replica/sourcetester.h"

#include <QFrame>

class QPushButton;

namespace pl::ui {

class PlainLabel;

/// What became of the latest test of a source: under way, the lead that came out, or why none did.
class SourceTestBox : public QFrame
{
    Q_OBJECT

public:
    explicit SourceTestBox(QWidget *parent);

    /// Whose test it shows; null for none yet.
    const QUuid &source() const { return m_source; }
    void showRunning(const QUuid &source);
    void showOutcome(const Result<replica::SourceTest> &outcome);

Q_SIGNALS:
    void leadWanted(const QUuid &lead);
    void toSortWanted(const QUuid &source);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void present(const QString &headline, const QString &sentence);
    void showAnswer(const replica::SourceTest &test);

    QUuid m_source;
    QUuid m_lead;
    PlainLabel *m_headline;
    PlainLabel *m_sentence;
    QPushButton *m_open;
    QPushButton *m_sort;
};

} // namespace pl::ui

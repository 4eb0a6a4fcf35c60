#pragma once

#include "models/domain/leadsource.h"

#include <QListWidget>

namespace pl::ui {

/// What kinds of source there are, as cards: the presets, a form on a web page, a program of one's own. One is chosen.
class SourceKindList : public QListWidget
{
    Q_OBJECT
    Q_PROPERTY(QString chosen READ chosen WRITE choose NOTIFY chosenChanged USER true)

public:
    explicit SourceKindList(QWidget *parent);

    /// "form", "program", or a preset's name.
    QString chosen() const;
    void choose(const QString &name);
    /// Puts what is chosen into a source.
    void fill(LeadSource &source) const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {0, sizeHint().height()}; }

Q_SIGNALS:
    void chosenChanged();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void addCard(const QString &name, const QString &title);
};

} // namespace pl::ui

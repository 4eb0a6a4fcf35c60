#pragma once

#include "ui/style/colors.h"

#include <QListWidget>

namespace pl::ui {

/// Names, each with a bar and its number: which has the most. Up and Down move, Enter or a click chooses. As high as
/// its rows, up to eight of them.
class RankList : public QListWidget
{
    Q_OBJECT

public:
    struct Row
    {
        QString name;
        double share = 0; ///< of the longest bar, 0 to 1
        QString value;    ///< what stands behind the bar
        QString words;    ///< all of it, for the tool tip and screen readers
    };

    explicit RankList(Tone Colors::*tone, QWidget *parent = nullptr);

    void present(const QList<Row> &rows);
    QString valueOf(int row) const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {0, sizeHint().height()}; }

Q_SIGNALS:
    void chosen(int row);

protected:
    void keyPressEvent(QKeyEvent *event) override;
};

} // namespace pl::ui
